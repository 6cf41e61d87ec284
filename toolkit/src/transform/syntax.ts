/** Questions about a piece of syntax that several rules ask. */
import type { Argument, Expression, Node, ObjectPropertyKind, Statement } from '@oxc-project/types';

/** What the visitor keys of the parser lead to. */
export type Visit = (node: Node) => Iterable<Node>;

/** An operand without its parentheses and TypeScript's assertions, which leave no trace at run time. */
export function bare(node: Expression | Argument): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return bare(node.expression);
    default:
      return node;
  }
}

const NEVER_A_PROMISE = new Set([
  'Literal',
  'TemplateLiteral',
  'ArrayExpression',
  'BinaryExpression',
  'UnaryExpression',
  'UpdateExpression',
  'AwaitExpression',
  'ArrowFunctionExpression',
  'FunctionExpression',
  'ThisExpression',
]);

/** Whether the value of the expression can be a promise, as far as syntax tells. */
export function canBePromise(node: Expression): boolean {
  const expression = bare(node);
  if (expression.type === 'ObjectExpression') return expression.properties.some(mayGiveThen);
  return !NEVER_A_PROMISE.has(expression.type);
}

/** A property that makes its object a thenable. */
function mayGiveThen(property: ObjectPropertyKind): boolean {
  if (property.type !== 'Property') return false;
  const { key } = property;
  const name = key.type === 'Identifier' && !property.computed ? key.name : key.type === 'Literal' ? key.value : null;
  return name === 'then' || name === '__proto__';
}

export function isFunction(node: Node): boolean {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

/**
 * What runs in a function of its own: the value of a class's field, when an object is made; a static one, and a static block, at
 * once. Null for any other node.
 */
export function initializer(node: Node): Node | null {
  if (node.type === 'PropertyDefinition' || node.type === 'AccessorProperty') return node.value;
  return node.type === 'StaticBlock' ? node : null;
}

/** What of the node is evaluated where it stands: all but the value of a field that each object gets. */
export function* evaluated(node: Node, visit: Visit): Generator<Node, void, undefined> {
  const later = 'static' in node && !node.static ? initializer(node) : null;
  for (const child of visit(node)) if (child !== later) yield child;
}

/** Whether evaluating the expression may call something, nested functions apart. */
export function containsCall(node: Node, visit: Visit): boolean {
  if (node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression')
    return true;
  if (node.type === 'AwaitExpression' || node.type === 'ImportExpression') return true;
  if (isFunction(node)) return false;
  for (const child of visit(node)) if (containsCall(child, visit)) return true;
  return false;
}

/** Whether running it may suspend the function that it stands in. */
export function containsSuspension(node: Node, visit: Visit): boolean {
  if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') return true;
  if (node.type === 'ForOfStatement' && node.await) return true;
  if (node.type === 'VariableDeclaration' && node.kind === 'await using') return true;
  if (isFunction(node)) return false;
  for (const child of visit(node)) if (containsSuspension(child, visit)) return true;
  return false;
}

/** Whether running it may return something from the function that it stands in. */
export function containsReturn(node: Node, visit: Visit): boolean {
  if (node.type === 'ReturnStatement') return node.argument !== null;
  if (isFunction(node)) return false;
  for (const child of visit(node)) if (containsReturn(child, visit)) return true;
  return false;
}

/** Where the text of the expression begins: the parser lets a decorated class begin behind its decorators. */
export function startOfText(node: Node, visit: Visit): number {
  let start = node.start;
  for (const child of visit(node)) if (child.start <= start) start = Math.min(start, startOfText(child, visit));
  return start;
}

/** Offset of `token` from `from` on, comments passed over; -1 where there is none. */
export function findToken(source: string, token: string, from: number): number {
  for (let offset = from; offset < source.length; offset++) {
    if (source.startsWith('/*', offset)) offset = source.indexOf('*/', offset + 2) + 1;
    else if (source.startsWith('//', offset)) {
      while (offset < source.length && !/[\n\r\u2028\u2029]/.test(source.charAt(offset))) offset++;
    } else if (source.startsWith(token, offset)) return offset;
  }
  return -1;
}

/** Behind the last directive, or null where there is none. */
export function endOfDirectives(body: readonly (Statement | Node)[]): number | null {
  let end: number | null = null;
  for (const statement of body) {
    if (statement.type !== 'ExpressionStatement' || typeof statement.directive !== 'string') break;
    end = statement.end;
  }
  return end;
}

/** Behind the `=>`, which is all that stands before a body that is an expression; -1 where it can't be found. */
export function endOfArrow(
  { source, visit, endBefore }: { source: string; visit: Visit; endBefore(offset: number): number },
  body: Node,
): number {
  const end = endBefore(startOfText(body, visit));
  return source.endsWith('=>', end) ? end : -1;
}
