/** A variable that a module exports has a cell of its own; its name stands before the cell in the module's table of exports. */
import type { Step } from './retainers.ts';
import type { Snapshot } from './snapshot.ts';

export interface Exported {
  name: string;
  module: number;
}

/** `path` leads to the cell. Null where no module on the way has it among its exports. */
export function exportedName(snapshot: Snapshot, path: readonly Step[]): Exported | null {
  const cell = path.at(-1)?.to ?? -1;
  const module = path.findLast(({ from }) => snapshot.name(from) === 'system / SourceTextModule')?.from;
  if (module === undefined) return null;
  for (let edge = snapshot.begin(module); edge < snapshot.end(module); edge++) {
    const table = snapshot.to(edge);
    const name = snapshot.kindOf(table) === 'array' ? keyOf(snapshot, table, cell) : null;
    if (name !== null) return { name, module };
  }
  return null;
}

/** The key of an entry in a table of V8: the text that stands one place before its value. */
function keyOf(snapshot: Snapshot, table: number, value: number): string | null {
  const places = new Map<string, number>();
  let place = -1;
  for (let edge = snapshot.begin(table); edge < snapshot.end(table); edge++) {
    places.set(snapshot.label(edge), snapshot.to(edge));
    if (snapshot.to(edge) === value) place = Number(snapshot.label(edge));
  }
  const key = places.get(String(place - 1));
  return key === undefined || !snapshot.kindOf(key).includes('string') ? null : snapshot.name(key);
}
