/**
 * The variables of a block, a loop or a `catch`. V8 names the variables of functions and modules only: of those of a block it writes
 * the values, numbered, and the names stand in order in what describes the scope. What is no object has no number, so that it may
 * be open which of some variables a value is of.
 */
import type { Snapshot } from './snapshot.ts';

const CONTEXT = 'system / Context';
/** So many names are told of which one is right. */
const OPEN = 3;

/** Whether the edge is that of a value without a name in a scope. */
export function isBlockVariable(snapshot: Snapshot, from: number, edge: number): boolean {
  return snapshot.edgeKindOf(edge) === 'hidden' && snapshot.name(from) === CONTEXT;
}

/** What describes the scope; -1 where V8 shows none. */
export function scopeInfo(snapshot: Snapshot, context: number): number {
  return snapshot.follow(context, 'scope_info');
}

/** The names that the variable may have; empty where it has none, or too many. */
export function blockVariable(snapshot: Snapshot, context: number, edge: number): string[] {
  const names = namesIn(snapshot, scopeInfo(snapshot, context));
  const index = Number(snapshot.label(edge));
  let values = 0;
  for (let each = snapshot.begin(context); each < snapshot.end(context); each++) {
    if (isBlockVariable(snapshot, context, each)) values = Math.max(values, Number(snapshot.label(each)) + 1);
  }
  const open = names.slice(index, index + names.length - values + 1);
  return open.length > OPEN ? [] : open.filter((name) => /^[^.]/.test(name));
}

function namesIn(snapshot: Snapshot, info: number): string[] {
  const names: string[] = [];
  if (info < 0) return names;
  for (let edge = snapshot.begin(info); edge < snapshot.end(info); edge++) {
    const to = snapshot.to(edge);
    if (snapshot.edgeKindOf(edge) === 'hidden' && snapshot.kindOf(to) === 'string') names.push(snapshot.name(to));
  }
  return names;
}
