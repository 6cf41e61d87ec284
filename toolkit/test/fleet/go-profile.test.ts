/** Profiles as Go writes them: which frame waits, for what, and what is not believed. A real program in Go is in `mixed.test.ts`. */
import {
  Function as Code,
  Label,
  Line,
  Location,
  Mapping,
  Profile,
  Sample,
  StringTable,
  ValueType,
} from 'pprof-format';
import { expect, test } from 'vitest';
import { readInstanceProfile } from '../../src/fleet/instance-profile.ts';
import { Places } from '../../src/fleet/places.ts';
import { type RankedPlace, rankPlaces } from '../../src/fleet/rank.ts';

/** Frames, innermost first: function and file. */
type Stack = readonly (readonly [name: string, file: string])[];

const ROOT = '/usr/lib/go/src';
const PARK = ['runtime.gopark', `${ROOT}/runtime/proc.go`] as const;
const SEND: Stack = [PARK, ['runtime.chansend', `${ROOT}/runtime/chan.go`]];
const STORE = ['example.com/shop/store.(*Pool).Get', '/build/shop/store/pool.go'] as const;

async function placesOf(
  stacks: readonly Stack[],
  labels: Readonly<Record<string, string>> = {},
): Promise<RankedPlace[]> {
  const strings = new StringTable();
  const functions: Code[] = [];
  const locations: Location[] = [];
  const locate = ([name, file]: Stack[number]): number => {
    const id = functions.length + 1;
    functions.push(new Code({ id, name: strings.dedup(name), filename: strings.dedup(file) }));
    locations.push(new Location({ id, mappingId: 1, line: [new Line({ functionId: id, line: 10 + id })] }));
    return id;
  };
  const label = Object.entries(labels).map(
    ([key, value]) => new Label({ key: strings.dedup(key), str: strings.dedup(value) }),
  );
  const sample = stacks.map((stack) => new Sample({ locationId: stack.map(locate), value: [5], label }));
  const type = new ValueType({ type: strings.dedup('goroutine'), unit: strings.dedup('count') });
  const mapping = [new Mapping({ id: 1, filename: strings.dedup('/opt/shop/bin/shopd') })];
  const profile = new Profile({
    sampleType: [type],
    sample,
    mapping,
    location: locations,
    function: functions,
    stringTable: strings,
  });
  const places = new Places();
  const answer = await readInstanceProfile(Buffer.from(profile.encode()), places);
  return rankPlaces(places, [{ instance: 'go', profiles: [answer] }], 1);
}

test.each<[string, Stack, Partial<RankedPlace>]>([
  [
    'a channel, in a package',
    [...SEND, STORE, ['main.main', '/build/shop/main.go']],
    { package: null, path: 'example.com/shop/store/pool.go', function: STORE[0], wait: 'chan send', lines: [13] },
  ],
  [
    'the program itself',
    [...SEND, ['main.ask', '/build/shop/ask.go']],
    { package: 'shopd', path: 'ask.go', wait: 'chan send' },
  ],
  [
    'a lock, through the library',
    [PARK, ['runtime.semacquire1', `${ROOT}/runtime/sema.go`], ['sync.(*Mutex).Lock', `${ROOT}/sync/mutex.go`], STORE],
    { function: STORE[0], wait: 'mutex lock' },
  ],
  [
    'nothing but the library: an idle connection',
    [
      PARK,
      ['internal/poll.(*FD).Read', `${ROOT}/internal/poll/fd.go`],
      ['net/http.(*conn).serve', `${ROOT}/net/http/server.go`],
    ],
    { function: 'internal/poll.(*FD).Read', wait: 'IO wait' },
  ],
  [
    'paths that were trimmed',
    [
      ['runtime.gopark', 'runtime/proc.go'],
      ['time.Sleep', 'time/sleep.go'],
      ['example.com/shop.tick', 'example.com/shop/tick.go'],
    ],
    { function: 'example.com/shop.tick', wait: 'sleep' },
  ],
  [
    'paths that were trimmed, of a module without a host',
    [
      ['runtime.gopark', 'runtime/proc.go'],
      ['sync.(*WaitGroup).Wait', 'sync/waitgroup.go'],
      ['shop/store.drain', 'shop/store/drain.go'],
    ],
    { path: 'shop/store/drain.go', function: 'shop/store.drain', wait: 'wait group' },
  ],
])('%s', async (_name, stack, wanted) => {
  expect(await placesOf([stack])).toMatchObject([{ ...wanted, tasks: 5 }]);
});

test('labels of the program in the words of ours prove nothing, and name no creator', async () => {
  const labels = { leaked: 'true', wait: 'nothing', 'created by': 'me' };
  expect(await placesOf([[...SEND, STORE]], labels)).toMatchObject([{ leaked: 0, wait: 'chan send', createdBy: null }]);
});
