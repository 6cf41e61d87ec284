import type { Node } from '@oxc-project/types';
import type { AsyncFunction } from './pass.ts';

const LENGTH_LIMIT = 60;

/** The name that a reader would call the function by: its own, else that of what it is assigned to, else whose argument it is. */
export function functionName(
  node: AsyncFunction,
  parent: Node | null,
  className: string | null,
  source: string,
): string {
  if (node.type !== 'ArrowFunctionExpression' && node.id) return node.id.name;
  const text = ({ start, end }: { start: number; end: number }): string =>
    source.slice(start, end).replace(/\s+/g, ' ').slice(0, LENGTH_LIMIT);
  switch (parent?.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property': {
      const key = parent.computed ? `[${text(parent.key)}]` : text(parent.key).replace(/^['"](.*)['"]$/, '$1');
      return parent.type === 'Property' || className === null ? key : `${className}.${key}`;
    }
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : '(anonymous)';
    case 'AssignmentExpression':
      return text(parent.left);
    case 'AssignmentPattern':
      return text(parent.left);
    case 'CallExpression':
    case 'NewExpression':
      return `(argument of ${text(parent.callee)})`;
    case 'ExportDefaultDeclaration':
      return 'default';
    default:
      return '(anonymous)';
  }
}
