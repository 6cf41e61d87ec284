/** The reader of profiles against the library that has written them, and against bytes that nobody has written. */
import * as fc from 'fast-check';
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
import { describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { EncodedProfile } from '../../src/fleet/encoded-profile.ts';
import { NoProfileError, readInstanceProfile } from '../../src/fleet/instance-profile.ts';
import { Places } from '../../src/fleet/places.ts';

const id = fc.integer({ min: 1, max: 2 ** 40 });
const count = fc.oneof(fc.nat(200), fc.integer({ min: 0, max: 2 ** 52 }));
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const some = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { maxLength: 6 });

/**
 * Any profile at all, with names and ids that lead nowhere in it as well; none with a line or a label that is empty, which the
 * library can't write.
 */
const profile = fc.record({
  strings: some(text),
  functions: some(fc.record({ id, name: fc.nat(8), filename: fc.nat(8), startLine: count })),
  locations: some(
    fc.record({
      id,
      address: count,
      line: some(fc.record({ functionId: fc.integer({ min: 1, max: 9 }), line: count })),
    }),
  ),
  samples: some(
    fc.record({
      locationId: some(id),
      value: fc.array(count, { minLength: 1, maxLength: 3 }),
      label: some(fc.record({ key: fc.integer({ min: 1, max: 8 }), str: fc.nat(8), num: count })),
    }),
  ),
  comment: some(fc.nat(8)),
});

function encoded({
  strings,
  functions,
  locations,
  samples,
  comment,
}: typeof profile extends fc.Arbitrary<infer T> ? T : never): Profile {
  const stringTable = new StringTable();
  for (const each of ['goroutine', ...strings]) stringTable.dedup(each);
  return new Profile({
    sampleType: [new ValueType({ type: 1, unit: 1 })],
    mapping: [new Mapping({ id: 1, filename: 2 })],
    // Ids that lead somewhere, in half of the cases.
    function: functions.map((each, index) => new Code({ ...each, id: index % 2 === 0 ? index + 1 : each.id })),
    location: locations.map((each) => new Location({ ...each, line: each.line.map((line) => new Line(line)) })),
    sample: samples.map((each, index) => {
      const known = locations[index]?.id;
      const locationId = known === undefined ? each.locationId : [known, ...each.locationId];
      return new Sample({ ...each, locationId, label: each.label.map((label) => new Label(label)) });
    }),
    comment,
    stringTable,
  });
}

describe('what the library has written', () => {
  test('is read as the library reads it', () => {
    fc.assert(
      fc.property(profile, (any) => {
        const bytes = Buffer.from(encoded(any).encode());
        const library = Profile.decode(bytes);
        const { strings } = library.stringTable;
        const ours = new EncodedProfile(bytes);
        expect(strings.map((_, index) => ours.text(index))).toEqual(strings);
        expect(ours.text(strings.length)).toBe('');
        for (const each of strings) expect(ours.indexOf(each)).toBe(strings.indexOf(each));
        expect(ours.indexOf('not among them')).toBe(-1);
        expect(ours.textsFrom('go')).toEqual(strings.filter((each) => each.startsWith('go')));
        expect(ours.comments).toEqual(library.comment.map((index) => strings[Number(index)] ?? ''));
        expect(ours.program).toBe(strings[2] ?? '');
        const samples = Array.from(ours.samples(), ({ locations, values, labels }) => [
          [...locations],
          [...values],
          [...labels],
        ]);
        expect(samples).toEqual(
          library.sample.map(({ locationId, value, label }) => [
            locationId.map(Number),
            value.map(Number),
            label.flatMap(({ key, str }) => [Number(key), Number(str)]),
          ]),
        );
        for (const location of library.location) {
          const last = library.location.findLast((each) => each.id === location.id);
          const lines = last?.line.map(({ functionId, line }) => {
            const named = library.function.findLast((each) => each.id === functionId);
            return { name: Number(named?.name ?? -1), file: Number(named?.filename ?? -1), line: Number(line) };
          });
          expect(ours.linesAt(Number(location.id))).toEqual(lines);
        }
      }),
    );
  });

  test('numbers that stand by themselves are read like those in a row: Go writes a short stack so', () => {
    const alone = Buffer.from([0x12, 8, 0x08, 7, 0x08, 0x80, 1, 0x10, 0xac, 2]);
    const inRow = Buffer.from([0x12, 9, 0x0a, 3, 7, 0x80, 1, 0x12, 2, 0xac, 2]);
    for (const bytes of [alone, inRow]) {
      const [sample] = new EncodedProfile(bytes).samples();
      expect(sample).toEqual({ locations: [7, 128], values: [300], labels: [] });
    }
  });
});

describe('what nobody has written', () => {
  const bytes = profile.map((any) => encoded(any).encode());
  const damaged = fc
    .tuple(bytes, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat())
    .map(([whole, changes, end]) => {
      const copy = Uint8Array.from(whole);
      for (const [at, byte] of changes) copy[at % copy.length] = byte;
      return copy.subarray(0, copy.length - (end % 3 === 0 ? end % copy.length : 0));
    });

  test('is a profile or none, and nothing else happens', async () => {
    const outcomes = { read: 0, refused: 0 };
    const any = fc.oneof({ arbitrary: damaged, weight: 9 }, fc.uint8Array({ maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(any, async (answer) => {
        try {
          const { total, places, tasks } = await readInstanceProfile(Buffer.from(answer), new Places());
          expect(places.length).toBe(tasks.length);
          // Above 2^53 sums are as near as a double comes to them.
          expect(total * (1 + 1e-9)).toBeGreaterThanOrEqual(tasks.reduce((sum, each) => sum + each, 0));
          outcomes.read++;
        } catch (error) {
          if (!(error instanceof NoProfileError)) throw error;
          outcomes.refused++;
        }
      }),
      { numRuns: isShort ? 100 : 1000 },
    );
    // Else the inputs say nothing.
    expect(outcomes.read).toBeGreaterThan(10);
    expect(outcomes.refused).toBeGreaterThan(10);
  });

  test.each([
    ['a number without an end', [0x08, 0x80, 0x80]],
    ['a number of eleven bytes', [0x08, ...Array(11).fill(0x80), 1]],
    ['a field longer than all', [0x32, 200, 1]],
    ['a length beyond all numbers', [0x32, ...Array(9).fill(0xff), 1]],
    ['a group, which nobody writes any more', [0x0b]],
    [
      'a sample that ends too early',
      [0x32, 0, 0x32, 9, ...Buffer.from('goroutine'), 0x0a, 2, 0x08, 1, 0x12, 3, 0x0a, 9, 1],
    ],
  ])('%s is no profile', async (_name, answer) => {
    await expect(readInstanceProfile(Buffer.from(answer), new Places())).rejects.toThrow('its answer is no profile');
  });
});
