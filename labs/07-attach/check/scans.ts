/** What the carrier does in a check: it finds parcels when it is let, and scans them. */
import type { Row, RunningService, Visit } from '../../../scripts/checker/index.ts';

export const CARRIER = 'carrier';

/** Scans of one parcel, in one turn, in the order of these places. */
export async function scan({ service }: RunningService, id: string, ...places: string[]): Promise<void> {
  await service.ask(
    'jobs',
    places.map((place): [string, null] => [`${id}@${place}`, null]),
  );
}

export function pathOf(id: string): string {
  return `/moved?id=${encodeURIComponent(id)}`;
}

/** The right answers: the parcel, as the carrier gave it since the request came, and the scan. */
export function answersWith({ id, turns }: Pick<Visit, 'id' | 'turns'>, place: string): [Row, object][] {
  return turns.flat().map((parcel) => [parcel, { id, place }]);
}
