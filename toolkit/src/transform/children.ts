import type { Node } from '@oxc-project/types';
import type { Parser } from './parser.ts';

/** What a piece of syntax consists of, in the order in which it is evaluated. */
export function childrenOf(node: Node, { visitorKeys }: Parser): Node[] {
  const children: Node[] = [];
  const keys = visitorKeys[node.type] ?? [];
  for (const key of isTakenApart(node) ? keys.toReversed() : keys) {
    const value: unknown = Reflect.get(node, key);
    if (Array.isArray(value)) {
      for (const each of value) if (isNode(each)) children.push(each);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

/** A pattern comes before its value in the text, and takes apart what is there by then. */
function isTakenApart(node: Node): boolean {
  if (node.type === 'AssignmentExpression') return /Pattern$/.test(node.left.type);
  return node.type === 'VariableDeclarator' || node.type === 'AssignmentPattern';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
