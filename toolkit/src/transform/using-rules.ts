/**
 * Resources: they are disposed of, and with `await using` waited for, without a place of their own in the text. More resources of
 * ours, disposed of before and after, mark it.
 */
import type { Node, VariableDeclaration } from '@oxc-project/types';
import { SITE } from './insertion.ts';
import type { Frame, Pass, Scope } from './pass.ts';
import { isFunction, type Visit } from './syntax.ts';

export function walkUsing(pass: Pass, node: VariableDeclaration, frame: Frame, scope: Scope, listed: boolean): void {
  frame.closing++;
  // In the head of a loop: see `closeHead`.
  if (!listed) return pass.walkChildren(node, scope);
  const site = closingSite(pass, node, frame);
  const { insertions } = pass;
  insertions.open(node.start, `using $ts_a${site}=$ts_disposed($ts_t);`);
  pass.walkChildren(node, scope);
  insertions.close(node.end, `;using $ts_b${site}=${closer(node)}($ts_t,${SITE},$ts_a${site});`, site);
}

/** The resource in the head of a `for … of` is disposed of at the end of each turn, right after those of the body, which begins at `offset`. */
export function closeHead(pass: Pass, head: Node, offset: number, frame: Frame): void {
  if (!isUsing(head)) return;
  const site = closingSite(pass, head, frame);
  pass.insertions.open(offset, `using $ts_b${site}=${closer(head)}($ts_t,${SITE},null);`, site);
}

/**
 * Why a function that waits for the resource of a `for (;;)` has to be left alone, or null: there is no place between the loop and
 * that wait.
 */
export function unseenDisposal(source: string, body: Node, visit: Visit): string | null {
  // A look at the text first: hardly any function has one.
  if (!/\bfor\s*\(\s*await\s+using\b/.test(source.slice(body.start, body.end)) || !waitsBehindLoop(body, visit))
    return null;
  return 'it has an `await using` in the head of a `for (;;)`';
}

function waitsBehindLoop(node: Node, visit: Visit): boolean {
  if (isFunction(node)) return false;
  if (node.type === 'ForStatement' && node.init !== null && isUsing(node.init) && node.init.kind === 'await using')
    return true;
  for (const child of visit(node)) if (waitsBehindLoop(child, visit)) return true;
  return false;
}

export function isUsing(node: Node): node is VariableDeclaration {
  return node.type === 'VariableDeclaration' && (node.kind === 'using' || node.kind === 'await using');
}

function closingSite(pass: Pass, node: VariableDeclaration, frame: Frame): number {
  return pass.site(node.start, node.kind === 'using' ? 'call' : 'await using', frame.name, frame.site);
}

function closer(node: VariableDeclaration): string {
  return node.kind === 'using' ? '$ts_closing' : '$ts_disposing';
}
