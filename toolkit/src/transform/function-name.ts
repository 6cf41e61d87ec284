import type { CallExpression, Node } from '@oxc-project/types';
import type { AsyncFunction } from './pass.ts';

const LENGTH_LIMIT = 60;

/**
 * The name that a reader would call the function by: its own, else that of what it is assigned to. Null where it has none.
 * `kept` is the name that a compiler noted, see `keptName`.
 */
export function functionName(
  node: AsyncFunction,
  parent: Node | null,
  className: string | null,
  source: string,
  kept: string | null = null,
): string | null {
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
      return parent.id.type === 'Identifier' ? parent.id.name : null;
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return text(parent.left);
    case 'ExportDefaultDeclaration':
      return 'default';
    default:
      return null;
  }
}

/**
 * What a function without a name is called: after the function around it, and by its place among those in there, as Go does.
 * So it stays the same when lines above it move. At the top of a file it starts with the dot; `addSites` puts the file before it.
 */
export function unnamed(around: string, ordinal: number): string {
  return `${around}.func${ordinal}`;
}

/** What a function with a name of its own may be called in dumps, the first one first: two in one file are told apart. */
export function* candidates(name: string, around: string): Generator<string, undefined, undefined> {
  yield name;
  const within = around === '' ? name : `${around}.${name}`;
  yield within;
  for (let ordinal = 2; ; ordinal++) yield `${within}.${ordinal}`;
}

/** esbuild, and so tsx, writes `__name(async () => …, "name")` where the language would have named the function. */
export function keptName(node: CallExpression): { named: AsyncFunction; name: string } | null {
  const [named, name] = node.arguments;
  if (node.callee.type !== 'Identifier' || node.callee.name !== '__name') return null;
  if (named?.type !== 'ArrowFunctionExpression' && named?.type !== 'FunctionExpression') return null;
  return name?.type === 'Literal' && typeof name.value === 'string' ? { named, name: name.value } : null;
}
