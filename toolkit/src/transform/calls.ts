/** Questions about calls: what may run something of the program's, in the order in which it is evaluated. */
import type {
  Argument,
  CallExpression,
  Expression,
  NewExpression,
  Node,
  TaggedTemplateExpression,
} from '@oxc-project/types';
import { bare, evaluated, isFunction, type Visit } from './syntax.ts';

export type Call = CallExpression | NewExpression | TaggedTemplateExpression;

export function isCall(node: Node): node is Call {
  return node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression';
}

export function callee(call: Call): Expression {
  return call.type === 'TaggedTemplateExpression' ? call.tag : call.callee;
}

/** The values that the call hands over, as far as they are expressions of the author's. */
export function operands(call: Call): Node[] {
  return call.type === 'TaggedTemplateExpression' ? call.quasi.expressions : call.arguments.map(operand);
}

function operand(argument: Argument): Node {
  return argument.type === 'SpreadElement' ? argument.argument : argument;
}

/** Whether the operand is spread: an error may tell it in words, and the value of an optional call has no name there. */
export function isSpread(call: Call, value: Node): boolean {
  return 'arguments' in call && call.arguments.some((each) => each.type === 'SpreadElement' && each.argument === value);
}

/** Where V8 says that the call is: at the name of a method, behind a function that is called where it stands. */
export function callOffset(call: Call): number {
  const called = bare(callee(call));
  if (call.type === 'CallExpression' && isFunction(called)) return called.end;
  return called.type === 'MemberExpression' && call.type !== 'NewExpression' ? called.property.start : call.start;
}

/**
 * Offset of what runs first when `node` is evaluated: a call, or the reading of a property. Null where nothing runs, and where
 * the first is a call that is awaited at once, which notes itself.
 */
export function firstRun(node: Node, visit: Visit): number | null {
  const found = first(node, visit);
  return found === SELF ? null : found;
}

const SELF = -1;

function first(node: Node, visit: Visit): number | null {
  if (isFunction(node)) return null;
  if (isCall(node)) return firstOf([callee(node), ...operands(node)], visit) ?? callOffset(node);
  switch (node.type) {
    case 'MemberExpression':
      return first(node.object, visit) ?? (node.computed ? first(node.property, visit) : null) ?? node.property.start;
    case 'AwaitExpression': {
      const awaited = bare(node.argument);
      if (!isCall(awaited) || awaited.type === 'NewExpression') return first(awaited, visit) ?? SELF;
      return firstOf([callee(awaited), ...operands(awaited)], visit) ?? SELF;
    }
    case 'ForOfStatement':
      return first(node.right, visit) ?? node.right.start;
    case 'SpreadElement':
      return first(node.argument, visit) ?? node.start;
    case 'ImportExpression':
    case 'ArrayPattern':
    case 'ObjectPattern':
      return node.start;
    case 'TemplateLiteral':
      return firstOf(node.expressions, visit) ?? (node.expressions.length > 0 ? node.start : null);
    case 'BinaryExpression': {
      // Operators may call a `valueOf`, where they do not compare identities.
      const found = firstOf([node.left, node.right], visit);
      return found ?? (/^[!=]==$/.test(node.operator) || isLiteral(node.left, node.right) ? null : node.start);
    }
    case 'UnaryExpression':
      return (
        first(node.argument, visit) ?? (/^[-+~]$/.test(node.operator) && !isLiteral(node.argument) ? node.start : null)
      );
    case 'AssignmentExpression':
      return firstOf(visit(node), visit) ?? (/^(?:[-+*/%&|^]|\*\*|<<|>>>?)=$/.test(node.operator) ? node.start : null);
    case 'SwitchCase':
      return node.test === null ? null : first(node.test, visit);
    case 'BlockStatement':
      // Its statements note themselves.
      return null;
  }
  return firstOf(evaluated(node, visit), visit);
}

function isLiteral(...nodes: Node[]): boolean {
  return nodes.every(({ type }) => type === 'Literal');
}

function firstOf(nodes: Iterable<Node>, visit: Visit): number | null {
  for (const node of nodes) {
    const found = first(node, visit);
    if (found !== null) return found;
  }
  return null;
}

/** The line that is noted once `node` is evaluated, where it was `line` before; 0 where that depends. */
export function lineAfter(node: Node, line: number, lines: { visit: Visit; lineOf(offset: number): number }): number {
  if (isFunction(node)) return line;
  if (isCall(node)) return lines.lineOf(callOffset(node));
  const after = (each: Node, now: number): number => lineAfter(each, now, lines);
  switch (node.type) {
    case 'AwaitExpression':
    case 'YieldExpression':
      return lines.lineOf(node.start);
    case 'ConditionalExpression': {
      const tested = after(node.test, line);
      const [left, right] = [after(node.consequent, tested), after(node.alternate, tested)];
      return left === right ? left : 0;
    }
  }
  let now = line;
  for (const child of evaluated(node, lines.visit)) {
    const next = after(child, now);
    now = next === now || child !== skippable(node) ? next : 0;
  }
  return now;
}

/** The part that may not be evaluated, though the whole is. */
export function skippable(node: Node): Node | null {
  switch (node.type) {
    case 'LogicalExpression':
    case 'AssignmentPattern':
      return node.right;
    case 'AssignmentExpression':
      return /^(?:&&|\|\||\?\?)=$/.test(node.operator) ? node.right : null;
    case 'ChainExpression':
      return node.expression;
    default:
      return null;
  }
}

/**
 * The calls whose value is that of the expression: itself, or the branches of a condition. Their promise is the very one that
 * is awaited or returned.
 */
export function valueCalls(node: Expression | Argument): Call[] {
  const expression = bare(node);
  switch (expression.type) {
    case 'CallExpression':
    case 'TaggedTemplateExpression':
      return [expression];
    case 'ConditionalExpression':
      return [...valueCalls(expression.consequent), ...valueCalls(expression.alternate)];
    case 'LogicalExpression':
      return [...valueCalls(expression.left), ...valueCalls(expression.right)];
    case 'SequenceExpression': {
      const last = expression.expressions.at(-1);
      return last === undefined ? [] : valueCalls(last);
    }
    case 'AssignmentExpression':
      return expression.operator === '=' ? valueCalls(expression.right) : [];
    default:
      return [];
  }
}

/** Whether evaluating it may call something of the program's: a function, a getter. */
export function mayRun(node: Node, visit: Visit): boolean {
  return first(node, visit) !== null;
}

/** What lies within an optional chain, below its outermost part: none of it can be put into parentheses. */
export function partsOfChain(chain: Node): Node[] {
  const parts: Node[] = [];
  for (let part = inner(chain); part !== null; part = inner(part)) parts.push(part);
  return parts;
}

function inner(node: Node): Node | null {
  switch (node.type) {
    case 'MemberExpression':
      return node.object;
    case 'CallExpression':
      return node.callee;
    case 'TSNonNullExpression':
      return node.expression;
    default:
      return null;
  }
}
