/** Loops: what runs between two turns, a test or an iterator's `next()`, runs at the loop's own line again. */
import type {
  ContinueStatement,
  DoWhileStatement,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  Node,
  Statement,
  WhileStatement,
} from '@oxc-project/types';
import { callSite, noteTurn, walkRepeated, wrapContinue } from './call-rules.ts';
import type { Frame, Pass, Scope } from './pass.ts';
import { closeHead, isUsing } from './using-rules.ts';

export const RESTORE = '$ts_restore($ts_t);';

export function walkForOf(
  pass: Pass,
  node: ForOfStatement,
  parent: Node | null,
  frame: Frame,
  scope: Scope,
  listed: boolean,
): void {
  const waits = isUsing(node.left) && node.left.kind === 'await using';
  const site = callSite(pass, frame, node.start);
  pass.walk(node.right, node, scope);
  pass.walk(node.left, node, scope);
  walkBody(pass, node.body, node, { frame, scope, label: labelOf(parent), turn: site, first: waits ? RESTORE : '' });
  if (waits) restoreBehind(pass, node, parent, listed);
}

export function walkLoop(
  pass: Pass,
  node: WhileStatement | DoWhileStatement | ForStatement | ForInStatement,
  parent: Node | null,
  frame: Frame,
  scope: Scope,
): void {
  const { body } = node;
  const repeated = (part: Node | null): void => {
    if (part !== null) walkRepeated(pass, part, node, frame, scope);
  };
  const loop = { frame, scope, label: labelOf(parent), turn: null, first: '' };
  if (node.type === 'DoWhileStatement') {
    walkLoopBody(pass, body, node, loop);
    return repeated(node.test);
  }
  if (node.type === 'ForInStatement') {
    pass.walk(node.right, node, scope);
    pass.walk(node.left, node, scope);
  } else if (node.type === 'WhileStatement') repeated(node.test);
  else {
    if (node.init !== null) pass.walk(node.init, node, scope);
    repeated(node.test);
    repeated(node.update);
  }
  walkLoopBody(pass, body, node, loop);
}

export function walkContinue(pass: Pass, node: ContinueStatement, frame: Frame): void {
  const { label } = node;
  const loop = frame.loops.findLast((each) => label === null || each.label === label.name);
  if (loop !== undefined && loop.turn !== null) wrapContinue(pass, node, loop.turn);
}

interface Loop {
  frame: Frame;
  scope: Scope;
  label: string | null;
  /** Site that runs between two turns, where something does. */
  turn: number | null;
  /** What is put before the first statement of the body. */
  first: string;
}

/** The body of a loop that is left through its iterator, which may throw then. */
export function walkBody(pass: Pass, node: Statement, parent: Node, loop: Loop): void {
  const { insertions } = pass;
  const block = node.type === 'BlockStatement';
  insertions.open(block ? node.start + 1 : node.start, block ? loop.first : `{${loop.first}`);
  if (parent.type === 'ForOfStatement') closeHead(pass, parent.left, block ? node.start + 1 : node.start, loop.frame);
  loop.frame.closing++;
  walkLoopBody(pass, node, parent, loop);
  loop.frame.closing--;
  if (loop.turn !== null) noteTurn(pass, block ? node.end - 1 : node.end, loop.turn);
  if (!block) insertions.close(node.end, '}');
}

function walkLoopBody(pass: Pass, node: Statement, parent: Node, { frame, scope, label, turn }: Loop): void {
  frame.loops.push({ label, turn });
  // With a turn that is noted, each starts at the head's line.
  frame.line = turn === null ? 0 : pass.lineOf(parent.start);
  pass.walk(node, parent, scope);
  frame.loops.pop();
  frame.line = 0;
}

/** Behind a loop that may have waited unseen. Where it is no statement of a list, the two become a block. */
export function restoreBehind({ insertions }: Pass, node: Node, parent: Node | null, listed: boolean): void {
  if (!listed) insertions.open(labelOf(parent) === null ? node.start : (parent ?? node).start, '{');
  insertions.close(node.end, `;${RESTORE}${listed ? '' : '}'}`);
}

export function labelOf(parent: Node | null): string | null {
  return parent?.type === 'LabeledStatement' ? parent.label.name : null;
}
