/**
 * A plain function that calls something takes back that a call is awaited (see `registry/direct.ts`): what it starts is not
 * the promise that it returns. Where it returns a call, that call's promise is, and it gives back what it took.
 */
import type { Node } from '@oxc-project/types';
import { type Call, callee, isSpread, operands, valueCalls } from './calls.ts';
import type { AsyncFunction, Pass, Scope } from './pass.ts';
import { resistance } from './resistance.ts';
import { bare, containsCall, endOfArrow, endOfDirectives, isFunction, type Visit } from './syntax.ts';

const TAKE = '$ts_calls.awaited=0';
const KEEP = 'const $ts_p=$ts_calls.awaited;$ts_calls.awaited=0;';
const GIVE = '$ts_p+1';
const END = '}finally{$ts_calls.awaited=$ts_p}';

export function walkPlain(pass: Pass, node: AsyncFunction, parent: Node | null, inside: Scope): void {
  const { insertions, visit } = pass;
  for (const parameter of node.params) walkParameter(pass, parameter, node, inside);
  const { body } = node;
  if (body === null) return;
  const block = body.type === 'BlockStatement';
  const arrow = block ? 0 : endOfArrow(pass, body);
  if (!containsCall(body, visit) || arrow < 0) return pass.walk(body, node, inside);
  const getter = block && isGetter(parent) && resistance(node, visit) === null;
  const returned = node.async || node.generator || isSpecial(parent) ? [] : returnedCalls(node, visit);
  if (block) {
    const directives = endOfDirectives(body.body);
    const note = getter ? `${KEEP}try{` : returned.length > 0 ? KEEP : `${TAKE};`;
    insertions.open(directives ?? body.start + 1, directives === null ? note : `;${note}`);
  } else insertions.open(arrow, returned.length > 0 ? `{${KEEP}return (` : `(${TAKE},`);
  const closes = returned.map((call) => giveBack(pass, call));
  pass.walk(body, node, inside);
  for (const close of closes) close();
  if (getter) insertions.close(body.end - 1, END);
  if (!block) insertions.close(node.end, returned.length > 0 ? ')}' : ')');
}

/** The default of a parameter may call something before the function begins. */
export function walkParameter(pass: Pass, node: Node, parent: Node, scope: Scope): void {
  // A class gets its name from the parameter, and would lose it in a call.
  const named = node.type === 'AssignmentPattern' && bare(node.right).type === 'ClassExpression';
  if (node.type === 'AssignmentPattern' && !named && containsCall(node.right, pass.visit)) {
    walkParameter(pass, node.left, node, scope);
    pass.insertions.open(node.right.start, '$ts_giveBack($ts_takeBack(),');
    pass.walk(node.right, node, scope);
    return pass.insertions.close(node.right.end, ')');
  }
  if (node.type !== 'ObjectPattern' && node.type !== 'ArrayPattern' && node.type !== 'Property') {
    return pass.walk(node, parent, scope);
  }
  for (const child of pass.visit(node)) walkParameter(pass, child, node, scope);
}

/** Before the call, or behind arguments that may call something themselves. Returns what closes it. */
function giveBack({ insertions, source, visit }: Pass, call: Call): () => void {
  const values = operands(call);
  const last = values.at(-1);
  if (![callee(call), ...values].some((part) => containsCall(part, visit))) {
    insertions.open(call.start, `($ts_calls.awaited=${GIVE},`);
    return () => insertions.close(call.end, ')');
  }
  if (last === undefined) {
    if (source[call.end - 1] === ')') insertions.close(call.end - 1, `...$ts_giveBackWithout(${GIVE})`);
    return () => {};
  }
  insertions.open(last.start, `$ts_giveBack${isSpread(call, last) ? '?.' : ''}(${GIVE},`);
  return () => insertions.close(last.end, ')');
}

/**
 * What may find the method that is awaited, a getter or the trap of a proxy, ends before the call: it gives back what it took.
 */
function isGetter(parent: Node | null): boolean {
  if (parent?.type !== 'MethodDefinition' && parent?.type !== 'Property') return false;
  return parent.kind === 'get' || (parent.key.type === 'Identifier' && parent.key.name === 'get');
}

/** A getter, a setter, a constructor: what they return is not what a call of theirs gives. */
function isSpecial(parent: Node | null): boolean {
  if (parent?.type === 'MethodDefinition') return parent.kind !== 'method';
  return parent?.type === 'Property' && parent.kind !== 'init';
}

function returnedCalls({ body }: AsyncFunction, visit: Visit): Call[] {
  if (body === null) return [];
  return body.type === 'BlockStatement' ? returnedIn(body, visit) : valueCalls(body);
}

function returnedIn(node: Node, visit: Visit): Call[] {
  if (node.type === 'ReturnStatement') return node.argument === null ? [] : valueCalls(node.argument);
  // What a `finally` makes of it, and whether a resource lets it, is not known.
  if (isFunction(node) || (node.type === 'TryStatement' && node.finalizer !== null)) return [];
  return Array.from(visit(node), (child) => returnedIn(child, visit)).flat();
}
