/**
 * Which call runs: a store before it, so that what it starts can say the line in its creator's text. A statement notes the
 * first of its lines on which something of the program's may run, be it the getter of a property; a call on another line notes
 * its own.
 *
 * A call that is awaited or returned says so as well, as the last thing before the call: behind the arguments where there
 * are any, since those may call something themselves.
 */
import type { Node } from '@oxc-project/types';
import { type Call, callee, callOffset, firstRun, isSpread, lineAfter, mayRun, operands } from './calls.ts';
import { SITE } from './insertion.ts';
import type { Frame, Pass, Scope } from './pass.ts';
import { containsCall } from './syntax.ts';

const STORE = `$ts_t.record.at=-${SITE}`;

/** Before a statement of a list, or at `position` before what is the whole of a function. */
export function noteStatement(pass: Pass, node: Node, frame: Frame, position = node.start): void {
  frame.line = 0;
  const offset = firstRun(node, pass.visit);
  if (offset === null) return;
  frame.line = pass.lineOf(offset);
  pass.insertions.open(position, `${STORE};`, callSite(pass, frame, offset));
}

/** An expression that is evaluated again and again: the test of a loop. */
export function walkRepeated(pass: Pass, node: Node, parent: Node, frame: Frame, scope: Scope): void {
  frame.line = 0;
  const offset = firstRun(node, pass.visit);
  if (offset === null) return pass.walk(node, parent, scope);
  frame.line = pass.lineOf(offset);
  pass.insertions.open(node.start, `(${STORE},`, callSite(pass, frame, offset));
  pass.walk(node, parent, scope);
  pass.insertions.close(node.end, ')');
}

/** Behind a turn of a loop whose iterator is asked for the next value then; `site` is that of the loop's head. */
export function noteTurn({ insertions }: Pass, offset: number, site: number): void {
  insertions.close(offset, `;${STORE};`, site);
}

/** A `continue`, before which the same is noted. */
export function wrapContinue({ insertions }: Pass, node: Node, site: number): void {
  insertions.open(node.start, `{${STORE};`, site);
  insertions.close(node.end, '}');
}

/** A call that is neither awaited nor returned. */
export function walkCall(pass: Pass, node: Call, frame: Frame, scope: Scope): void {
  const offset = callOffset(node);
  const line = pass.lineOf(offset);
  const parts = [callee(node), ...operands(node)];
  const noted = parts.reduce((now, part) => lineAfter(part, now, pass), frame.line);
  if (noted === line) walkParts(pass, node, scope);
  else if (frame.chained.has(node) || parts.some((part) => lineAfter(part, -1, pass) !== -1)) {
    walkParts(pass, node, scope, { helper: 'calling', site: callSite(pass, frame, offset) });
  } else {
    pass.insertions.open(node.start, `(${STORE},`, callSite(pass, frame, offset));
    walkParts(pass, node, scope);
    pass.insertions.close(node.end, ')');
  }
  frame.line = line;
}

/** A call whose promise is awaited or returned at the site `at`, which stands on `line`. */
export function walkAwaitedCall(pass: Pass, node: Call, frame: Frame, scope: Scope, at: number, line: number): void {
  const offset = callOffset(node);
  const site = pass.lineOf(offset) === line ? at : callSite(pass, frame, offset);
  const { insertions, visit } = pass;
  const values = operands(node);
  // A getter that finds the method gives back what it takes, see `plain-rule.ts`.
  if (
    values.length > 0
      ? [callee(node), ...values].some((part) => mayRun(part, visit))
      : containsCall(callee(node), visit)
  ) {
    walkParts(pass, node, scope, { helper: 'before', site });
    return;
  }
  insertions.open(node.start, `($ts_before($ts_t,${SITE})||`, site);
  walkParts(pass, node, scope);
  insertions.close(node.end, ')');
}

/** The site of the calls on this line of the frame. */
export function callSite(pass: Pass, frame: Frame, offset: number): number {
  const line = pass.lineOf(offset);
  const known = frame.callSites.get(line);
  if (known !== undefined) return known;
  const site = pass.site(offset, 'call', frame.name, frame.site);
  frame.callSites.set(line, site);
  return site;
}

/** `last`: what comes around the last operand, or takes its place where there is none. */
function walkParts(pass: Pass, node: Call, scope: Scope, last?: { helper: 'before' | 'calling'; site: number }): void {
  const { insertions } = pass;
  const values = operands(node);
  pass.walk(callee(node), node, scope);
  for (const [index, value] of values.entries()) {
    const wrapped = last !== undefined && index === values.length - 1;
    if (wrapped) insertions.open(value.start, `$ts_${last.helper}With${isSpread(node, value) ? '?.' : ''}(`);
    pass.walk(value, node, scope);
    if (wrapped) insertions.close(value.end, `,$ts_t,${SITE})`, last.site);
  }
  if (last === undefined || values.length > 0 || node.type === 'TaggedTemplateExpression') return;
  // `new X` has no place for arguments.
  if (pass.source[node.end - 1] !== ')') return;
  insertions.close(node.end - 1, `...$ts_${last.helper}Without($ts_t,${SITE})`, last.site);
}
