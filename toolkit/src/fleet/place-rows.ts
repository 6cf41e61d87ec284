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
  /** Of these, proven. */
  leaked: Float64Array;
}

interface Sum {
  tasks: number;
  leaked: number;
}

/** Adds to `places` what they have not had. Throws a `MalformedError`. */
export function placeRows(profile: EncodedProfile, places: Places): PlaceRows {
  const stacks = new StackPlaces(profile);
  const labels = new SampleLabels(profile);
  const sums = new Map<StackPlace, Sum & { place: Place }>();
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
    sum.place.example = {
      tasks: count,
      wait: isNode ? (labels.wait(sample) ?? '') : goWait(stack),
      stack: stack.slice(stack.indexOf(frame)),
      createdBy: isNode ? labels.createdBy(sample) : null,
    };
  }
  return { total, ...rowsOf(sums) };
}

/** Those of one place, at whatever lines, in one row. */
function rowsOf(sums: ReadonlyMap<StackPlace, Sum & { place: Place }>): Omit<PlaceRows, 'total'> {
  const byPlace = new Map<Place, Sum>();
  for (const [{ line }, { place, tasks, leaked }] of sums) {
    place.lines.set(line, (place.lines.get(line) ?? 0) + tasks);
    const sum = byPlace.get(place);
    if (sum === undefined) byPlace.set(place, { tasks, leaked });
    else {
      sum.tasks += tasks;
      sum.leaked += leaked;
    }
  }
  const rows = {
    places: new Uint32Array(byPlace.size),
    tasks: new Float64Array(byPlace.size),
    leaked: new Float64Array(byPlace.size),
  };
  let row = 0;
  for (const [{ id }, { tasks, leaked }] of byPlace) {
    rows.places[row] = id;
    rows.tasks[row] = tasks;
    rows.leaked[row] = leaked;
    row++;
  }
  return rows;
}
