/**
 * Every async function and async generator of a snapshot that is suspended at an `await`. What tells it: a promise has a reaction
 * whose handler leads back to the generator object that keeps the function's registers. A finished function has none, nor
 * has a generator that is parked at a `yield`.
 */
import type { Snapshot } from './snapshot.ts';

export interface SuspendedFunction {
  /** The node of the generator object. */
  generator: number;
  /** The node of the function itself; -1 where V8 shows none. */
  closure: number;
}

export function findSuspended(snapshot: Snapshot): SuspendedFunction[] {
  const [reactionName = -1, registers = -1] = snapshot.strings.find([
    'system / PromiseReaction',
    'parameters_and_registers',
  ]);
  const { nodeName } = snapshot.columns;
  const found = new Map<number, SuspendedFunction>();
  if (reactionName < 0 || registers < 0) return [];
  for (let node = 0; node < snapshot.nodes; node++) {
    if (nodeName[node] !== reactionName) continue;
    const generator = resumedBy(snapshot, node, registers);
    if (generator >= 0) found.set(generator, { generator, closure: snapshot.follow(generator, 'function') });
  }
  return [...found.values()];
}

/** The generator that goes on when the reaction's promise is settled; -1 where the reaction is another's. */
function resumedBy(snapshot: Snapshot, reaction: number, registers: number): number {
  for (let edge = snapshot.begin(reaction); edge < snapshot.end(reaction); edge++) {
    const handler = snapshot.to(edge);
    if (snapshot.kindOf(handler) !== 'closure') continue;
    const context = snapshot.follow(handler, 'context');
    const generator = context < 0 ? -1 : snapshot.follow(context, 'extension');
    if (generator >= 0 && hasRegisters(snapshot, generator, registers)) return generator;
  }
  return -1;
}

function hasRegisters(snapshot: Snapshot, node: number, registers: number): boolean {
  const { edgeName } = snapshot.columns;
  for (let edge = snapshot.begin(node); edge < snapshot.end(node); edge++) {
    if (edgeName[edge] === registers && snapshot.edgeKindOf(edge) === 'internal') return true;
  }
  return false;
}
