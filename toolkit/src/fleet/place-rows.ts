/** The tasks of one instance by place. A fleet has thousands of places on hundreds of instances: so these are rows of numbers. */
import type { EncodedProfile } from './encoded-profile.ts';
import { goWait } from './go-wait.ts';
import type { Place, Places } from './places.ts';
import { SampleLabels } from './sample-labels.ts';
import { type StackPlace, StackPlaces } from './stack-place.ts';

export interface PlaceRows {
  /** Of all tasks, those without a place included. */
  total: number;
  /** Ids of the places, each once. */
  places: Uint32Array;
  /** Of each of them. */
  tasks: Float64Array;
  /** Of these, proven: by the id of the place. Most have none. */
  leaked: ReadonlyMap<number, number>;
}

interface PlaceSum {
  place: Place;
  tasks: number;
  leaked: number;
}

/** Adds to `places` what they have not had. Throws a `MalformedError`. */
export function placeRows(profile: EncodedProfile, places: Places): PlaceRows {
  const stacks = new StackPlaces(profile);
  const labels = new SampleLabels(profile);
  const sums = new Map<StackPlace, PlaceSum>();
  let total = 0;
  for (const sample of profile.samples()) {
    const count = sample.values[0] ?? 0;
    if (!(count > 0 && Number.isSafeInteger(count))) continue;
    total += count;
    const frame = stacks.waiting(sample.locations);
    if (frame === undefined) continue;
    let sum = sums.get(frame);
    if (sum === undefined) {
      sum = { place: places.of(frame), tasks: 0, leaked: 0 };
      sums.set(frame, sum);
    }
    sum.tasks += count;
    // A program in Go may have labels of the same words, by its own `pprof.Do`.
    const isNode = frame.owner === 'node';
    if (isNode && labels.isLeaked(sample)) sum.leaked += count;
    if (count <= sum.place.example.tasks) continue;
    const stack = stacks.of(sample.locations);
    const creator = isNode ? labels.createdBy(sample) : null;
    sum.place.example = {
      tasks: count,
      wait: isNode ? (labels.wait(sample) ?? '') : goWait(stack),
      stack: stack.slice(stack.indexOf(frame)),
      createdBy: creator === null ? null : stacks.creator(creator),
    };
  }
  return { total, ...rowsOf(sums) };
}

/** Those of one place, at whatever lines, in one row. */
function rowsOf(sums: ReadonlyMap<StackPlace, PlaceSum>): Omit<PlaceRows, 'total'> {
  const byPlace = new Map<Place, PlaceSum>();
  for (const [{ line }, sum] of sums) {
    const { place, tasks, leaked } = sum;
    place.lines.set(line, (place.lines.get(line) ?? 0) + tasks);
    const known = byPlace.get(place);
    if (known === undefined) byPlace.set(place, sum);
    else {
      known.tasks += tasks;
      known.leaked += leaked;
    }
  }
  const rows = {
    places: new Uint32Array(byPlace.size),
    tasks: new Float64Array(byPlace.size),
    leaked: new Map<number, number>(),
  };
  let row = 0;
  for (const { place, tasks, leaked } of byPlace.values()) {
    rows.places[row] = place.id;
    rows.tasks[row] = tasks;
    if (leaked > 0) rows.leaked.set(place.id, leaked);
    row++;
  }
  return rows;
}
