import type { Node } from '@oxc-project/types';
import type { Parser } from './parser.ts';

/** What a piece of syntax consists of, in the order of the text. */
export function childrenOf(node: Node, { visitorKeys }: Parser): Node[] {
  const children: Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const value: unknown = Reflect.get(node, key);
    if (Array.isArray(value)) {
      for (const each of value) if (isNode(each)) children.push(each);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
