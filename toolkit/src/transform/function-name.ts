import type { CallExpression, Node } from '@oxc-project/types';
import type { AsyncFunction } from './pass.ts';
import { bare } from './syntax.ts';

const LENGTH_LIMIT = 60;

/**
 * The name that a reader would call the function by: its own, else that of what it is assigned to, else whose argument it is.
 * `kept` is the name that a compiler noted, see `keptName`.
 */
export function functionName(
  node: AsyncFunction,
  parent: Node | null,
  className: string | null,
  source: string,
  kept: string | null = null,
): string {
  if (node.type !== 'ArrowFunctionExpression' && node.id) return node.id.name;
  const text = ({ start, end }: { start: number; end: number }): string =>
    source.slice(start, end).replace(/\s+/g, ' ').slice(0, LENGTH_LIMIT);
  switch (parent?.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'Property': {
      const key = parent.computed ? `[${text(parent.key)}]` : text(parent.key).replace(/^['"](.*)['"]$/, '$1');
      return parent.type === 'Property' || className === null ? key : `${className}.${key}`;
    }
  }
  if (kept !== null) return kept;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : '(anonymous)';
    case 'AssignmentExpression':
      return text(parent.left);
    case 'AssignmentPattern':
      return text(parent.left);
    case 'CallExpression':
    case 'NewExpression':
      return bare(parent.callee) === node ? '(anonymous)' : `(argument of ${text(parent.callee)})`;
    case 'ExportDefaultDeclaration':
      return 'default';
    default:
      return '(anonymous)';
  }
}

/** esbuild, and so tsx, writes `__name(async () => …, "name")` where the language would have named the function. */
export function keptName(node: CallExpression): { named: AsyncFunction; name: string } | null {
  const [named, name] = node.arguments;
  if (node.callee.type !== 'Identifier' || node.callee.name !== '__name') return null;
  if (named?.type !== 'ArrowFunctionExpression' && named?.type !== 'FunctionExpression') return null;
  return name?.type === 'Literal' && typeof name.value === 'string' ? { named, name: name.value } : null;
}
