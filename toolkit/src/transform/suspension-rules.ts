/** The places where a frame can be suspended, or comes back unseen. */
import type {
  AwaitExpression,
  Expression,
  ForOfStatement,
  Node,
  ReturnStatement,
  TryStatement,
  YieldExpression,
} from '@oxc-project/types';
import { valueCalls } from './calls.ts';
import { SITE } from './insertion.ts';
import { labelOf, RESTORE, restoreBehind, walkBody } from './loop-rules.ts';
import type { Frame, Pass, Scope } from './pass.ts';
import { resumeBy, unparkBy } from './resumed.ts';
import { canBePromise, containsReturn, containsSuspension, findToken } from './syntax.ts';

export function walkAwait(pass: Pass, node: AwaitExpression, parent: Node | null, frame: Frame, scope: Scope): void {
  const { insertions } = pass;
  const resumes = node !== frame.lastAwait;
  const site = pass.site(node.start, 'await', frame.name, frame.site);
  const calls = valueCalls(node.argument).length > 0;
  if (resumes) insertions.open(node.start, `${resumeBy(node, parent)}(`);
  insertions.open(node.start + 'await'.length, calls ? ' $ts_suspendCall(' : ' $ts_suspend(');
  walkValue(pass, node.argument, node, frame, scope, { at: site, offset: node.start });
  insertions.close(node.end, `,$ts_t,${SITE})${resumes ? ',$ts_t)' : ''}`, site);
  frame.line = pass.lineOf(node.start);
}

/** The operand of what stands at `offset` and has the site `at`: the calls that are its value say so. */
function walkValue(
  pass: Pass,
  node: Expression,
  parent: Node,
  frame: Frame,
  scope: Scope,
  { at, offset }: { at: number; offset: number },
): void {
  const line = pass.lineOf(offset);
  for (const call of valueCalls(node)) frame.valued.set(call, { at, line });
  pass.walk(node, parent, scope);
}

export function walkYield(pass: Pass, node: YieldExpression, parent: Node | null, frame: Frame, scope: Scope): void {
  const { insertions } = pass;
  const site = pass.site(node.start, 'yield', frame.name, frame.site);
  const keyword = node.start + 'yield'.length;
  insertions.open(node.start, `${unparkBy(node, parent)}(`);
  frame.line = pass.lineOf(node.start);
  if (node.argument === null) return insertions.close(keyword, ` $ts_park(void 0,$ts_t,${SITE}),$ts_t)`, site);
  const operand = node.delegate ? findToken(pass.source, '*', keyword) + 1 : keyword;
  insertions.open(operand, ' $ts_park(');
  pass.walkChildren(node, scope);
  insertions.close(node.end, `,$ts_t,${SITE}),$ts_t)`, site);
  frame.line = pass.lineOf(node.start);
}

export function walkReturn(pass: Pass, node: ReturnStatement, frame: Frame, scope: Scope): void {
  const { argument } = node;
  if (argument === null) return;
  const { insertions } = pass;
  const operand = node.start + 'return'.length;
  const explicit = pass.source[node.end - 1] === ';';
  const end = explicit ? node.end - 1 : node.end;
  if (frame.generator) {
    // An async generator awaits what it returns, whatever that is.
    const site = pass.site(node.start, 'return', frame.name, frame.site);
    insertions.open(operand, ' $ts_suspend((');
    pass.walk(argument, node, scope);
    insertions.close(end, `),$ts_t,${SITE})`, site);
  } else if (!canBePromise(argument)) pass.walk(argument, node, scope);
  else {
    insertions.open(operand, ' ');
    walkReturned(pass, argument, node, frame, scope, { start: operand, end, offset: node.start });
  }
  if (!explicit) insertions.close(node.end, ';');
}

/** What an async function returns, from `start` to `end`; it is told as what stands at `offset`. */
export function walkReturned(
  pass: Pass,
  node: Expression,
  parent: Node,
  frame: Frame,
  scope: Scope,
  { start, end, offset }: { start: number; end: number; offset: number },
): void {
  const { insertions } = pass;
  if (!canBePromise(node)) {
    insertions.open(start, '(');
    pass.walk(node, parent, scope);
    return insertions.close(end, ')');
  }
  const site = pass.site(offset, 'return', frame.name, frame.site);
  frame.throwsLate ||= frame.closing > 0;
  insertions.open(start, valueCalls(node).length > 0 ? '$ts_returningCall((' : '$ts_returning((');
  walkValue(pass, node, parent, frame, scope, { at: site, offset });
  insertions.close(end, `),$ts_t,${SITE})`, site);
}

export function walkForAwait(
  pass: Pass,
  node: ForOfStatement,
  parent: Node | null,
  frame: Frame,
  scope: Scope,
  listed: boolean,
): void {
  const { insertions } = pass;
  const site = pass.site(node.start, 'for await', frame.name, frame.site);
  pass.walk(node.left, node, scope);
  insertions.open(node.right.start, '$ts_iterate((');
  pass.walk(node.right, node, scope);
  insertions.close(node.right.end, `),$ts_t,${SITE})`, site);
  const label = labelOf(parent);
  walkBody(pass, node.body, node, { frame, scope, label, turn: null, first: RESTORE });
  restoreBehind(pass, node, parent, listed);
}

export function walkTry(pass: Pass, node: TryStatement, frame: Frame, scope: Scope): void {
  const { insertions, visit } = pass;
  const suspends = (part: Node | null): boolean =>
    part !== null && (frame.generator || containsSuspension(part, visit));
  const { block, handler, finalizer } = node;
  pass.walk(block, node, scope);
  if (handler !== null) {
    if (suspends(block)) insertions.open(handler.body.start + 1, RESTORE);
    pass.walk(handler, node, scope);
  }
  if (finalizer === null || finalizer.body.length === 0) return;
  if (suspends(block) || suspends(handler)) insertions.open(finalizer.start + 1, RESTORE);
  const returns = !frame.generator && [block, handler].some((part) => part !== null && containsReturn(part, visit));
  // By where it stands, so that one within another has its own.
  const kept = `$ts_r${finalizer.start}`;
  if (returns) insertions.open(finalizer.start + 1, `const ${kept}=$ts_unreturned($ts_t);`);
  pass.walk(finalizer, node, scope);
  if (returns) insertions.close(finalizer.end - 1, `;$ts_returned($ts_t,${kept});`);
}
