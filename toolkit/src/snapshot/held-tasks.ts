/** What holds the tasks of a process that has a registry: by the tokens of their innermost frames. */
import type { InnermostGroup } from '../registry/groups.ts';
import { AuthorsWords } from './authors-words.ts';
import { findTokens } from './find-tokens.ts';
import type { HeldGroup } from './held.ts';
import { Holders } from './holders.ts';
import { Retainers } from './retainers.ts';
import type { Snapshot } from './snapshot.ts';

/** The groups and the snapshot are of one moment, and the snapshot shows numbers (`exposeNumericValues`). */
export function heldTasks(snapshot: Snapshot, groups: readonly InnermostGroup[]): HeldGroup[] {
  const tokens = findTokens(snapshot, new Set(groups.flatMap(({ innermost }) => innermost)));
  const retainers = new Retainers(snapshot);
  const holders = new Holders(snapshot, new AuthorsWords(snapshot), retainers);
  return groups.map(({ group, innermost }) => {
    const found = innermost.flatMap((id) => tokens.get(id) ?? []);
    const heldBy = holders.of(found.map((token) => suspendedIn(snapshot, retainers, token)));
    return { ...group, heldBy, lost: innermost.length - found.length };
  });
}

/** The generator among whose registers the token is. A frame that has returned a pending promise has none: the token itself then. */
function suspendedIn(snapshot: Snapshot, retainers: Retainers, token: number): number {
  const { from: registers } = retainers.step(token);
  const { from: generator, edge } = retainers.step(registers);
  return edge >= 0 && snapshot.label(edge) === 'parameters_and_registers' ? generator : token;
}
