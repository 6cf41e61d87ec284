/** The places where a frame can be suspended, or comes back unseen. */
import type {
  AwaitExpression,
  CallExpression,
  ForOfStatement,
  Node,
  ReturnStatement,
  TryStatement,
  VariableDeclaration,
  YieldExpression,
} from '@oxc-project/types';
import { SITE } from './insertion.ts';
import type { Frame, Pass, Scope } from './pass.ts';
import { bare, canBePromise, containsCall, containsSuspension, findToken } from './syntax.ts';

/** `await f(x)` is told from `await p`: the frame that the call started is joined to this one. */
export function walkAwait(pass: Pass, node: AwaitExpression, frame: Frame, scope: Scope): void {
  const { insertions } = pass;
  const operand = bare(node.argument);
  const call = operand.type === 'CallExpression' || operand.type === 'TaggedTemplateExpression';
  const site = pass.site(node.start, 'await', frame.name, frame.site);
  insertions.open(node.start, '$ts_resume($ts_t,');
  insertions.open(
    node.start + 'await'.length,
    ` $ts_suspend${call ? 'Call' : ''}($ts_t,${SITE},${call ? '$ts_before()||' : ''}`,
    site,
  );
  if (operand.type === 'CallExpression') markLastArgument(pass, operand);
  pass.walkChildren(node, scope);
  insertions.close(node.end, '))');
}

/** Calls among the arguments come after `before()`, and are not the awaited call. */
function markLastArgument(pass: Pass, node: CallExpression): void {
  const argument = node.arguments.at(-1);
  if (argument === undefined || !node.arguments.some((each) => containsCall(each, pass.visit))) return;
  const value = argument.type === 'SpreadElement' ? argument.argument : argument;
  pass.insertions.open(value.start, '$ts_afterArgument(');
  pass.lateClose(value, ')');
}

export function walkYield(pass: Pass, node: YieldExpression, frame: Frame, scope: Scope): void {
  const { insertions } = pass;
  const site = pass.site(node.start, 'yield', frame.name, frame.site);
  const keyword = node.start + 'yield'.length;
  insertions.open(node.start, '$ts_unparked($ts_t,');
  if (node.argument === null) return insertions.close(keyword, ` $ts_park($ts_t,-${SITE},void 0))`, site);
  const operand = node.delegate ? findToken(pass.source, '*', keyword) + 1 : keyword;
  insertions.open(operand, ` $ts_park($ts_t,-${SITE},`, site);
  pass.walkChildren(node, scope);
  insertions.close(node.end, '))');
}

export function walkReturn(pass: Pass, node: ReturnStatement, frame: Frame, scope: Scope): void {
  const { argument } = node;
  // Behind a `finally` the frame may still wait, or return something else.
  if (argument === null || !canBePromise(argument) || (frame.finallyDepth > 0 && !frame.generator)) {
    return pass.walkChildren(node, scope);
  }
  const { insertions } = pass;
  const site = pass.site(node.start, 'return', frame.name, frame.site);
  const operand = node.start + 'return'.length;
  // An async generator awaits what it returns.
  if (frame.generator) insertions.open(operand, ` $ts_suspend($ts_t,${SITE},(`, site);
  else
    insertions.open(
      operand,
      ` $ts_returning($ts_t,${SITE},${bare(argument).type === 'CallExpression' ? '$ts_before()||' : ''}(`,
      site,
    );
  pass.walkChildren(node, scope);
  const explicit = pass.source[node.end - 1] === ';';
  insertions.close(explicit ? node.end - 1 : node.end, explicit ? '))' : '));');
}

export function walkForAwait(pass: Pass, node: ForOfStatement, frame: Frame, scope: Scope, listed: boolean): void {
  const { insertions } = pass;
  const site = pass.site(node.start, 'for await', frame.name, frame.site);
  pass.walk(node.left, node, scope);
  insertions.open(node.right.start, `$ts_iterate($ts_t,${SITE},(`, site);
  pass.walk(node.right, node, scope);
  insertions.close(node.right.end, '))');
  if (node.body.type === 'BlockStatement') {
    insertions.open(node.body.start + 1, '$ts_restore($ts_t);');
    pass.walk(node.body, node, scope);
  } else {
    insertions.open(node.body.start, '{$ts_restore($ts_t);');
    pass.walk(node.body, node, scope);
    insertions.close(node.body.end, '}');
  }
  if (listed) insertions.close(node.end, ';$ts_restore($ts_t);');
}

export function walkTry(pass: Pass, node: TryStatement, frame: Frame, scope: Scope): void {
  const { insertions } = pass;
  const suspends = (part: Node | null): boolean =>
    part !== null && (frame.generator || containsSuspension(part, pass.visit));
  if (node.finalizer !== null) frame.finallyDepth++;
  pass.walk(node.block, node, scope);
  if (node.handler !== null) {
    if (suspends(node.block)) insertions.open(node.handler.body.start + 1, '$ts_restore($ts_t);');
    pass.walk(node.handler, node, scope);
  }
  if (node.finalizer === null) return;
  frame.finallyDepth--;
  if (suspends(node.block) || suspends(node.handler)) insertions.open(node.finalizer.start + 1, '$ts_restore($ts_t);');
  pass.walk(node.finalizer, node, scope);
}

/** Disposal is an `await` without a place of its own: two more resources, disposed before and after, mark it. */
export function walkAwaitUsing(
  pass: Pass,
  node: VariableDeclaration,
  frame: Frame,
  scope: Scope,
  listed: boolean,
): void {
  if (!listed) return pass.walkChildren(node, scope);
  const site = pass.site(node.start, 'await using', frame.name, frame.site);
  pass.insertions.open(node.start, `using $ts_a${site}=$ts_disposed($ts_t);`);
  pass.walkChildren(node, scope);
  pass.insertions.close(node.end, `;using $ts_b${site}=$ts_disposing($ts_t,${SITE});`, site);
}
