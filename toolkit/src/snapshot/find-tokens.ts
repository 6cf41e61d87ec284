/**
 * The tokens of the registry in a snapshot that shows numbers: what only a suspended frame holds, and what leads to its record.
 * They are known by the names of their properties, which no class of another name can spoil.
 */
import type { Snapshot } from './snapshot.ts';

/** By the id of the frame: the node of its token. Only those that are asked for. */
export function findTokens(snapshot: Snapshot, ids: ReadonlySet<number>): Map<number, number> {
  const [recordName = -1] = snapshot.strings.find(['record']);
  const property = snapshot.edgeKind('property');
  const { edgeName, edgeType } = snapshot.columns;
  const tokens = new Map<number, number>();
  for (let node = 0; node < snapshot.nodes; node++) {
    for (let edge = snapshot.begin(node); edge < snapshot.end(node); edge++) {
      if (edgeName[edge] !== recordName || edgeType[edge] !== property) continue;
      const id = idOf(snapshot, snapshot.to(edge));
      if (ids.has(id)) tokens.set(id, node);
    }
  }
  return tokens;
}

/** Of a record; 0 where it is none. */
function idOf(snapshot: Snapshot, record: number): number {
  if (snapshot.follow(record, 'parentId') < 0) return 0;
  const number = snapshot.follow(record, 'id');
  const value = number < 0 ? -1 : snapshot.follow(number, 'value');
  return value < 0 ? 0 : Number(snapshot.name(value));
}
