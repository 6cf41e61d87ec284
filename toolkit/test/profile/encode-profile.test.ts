/** The binary form, decoded by the library that did not have to decode it to write it. */
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';
import type { Group } from 'taskscope';
import { encodeProfile, profileDelta } from 'taskscope/profile';
import { describe, expect, test } from 'vitest';
import { group, place } from './groups.ts';

const sender = place('sender', '/app/server.ts', 31);
const query = place('query', '/app/server.ts', 20);
const queryLater = { ...place('query', '/app/server.ts', 25), functionLine: query.functionLine };

async function decoded(groups: Group[]): Promise<ReturnType<typeof readable>> {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  return readable(await encodeProfile({ total, groups }, { program: '/app/main.ts', time: new Date(1000) }));
}

/** Numbers replaced by what they stand for. */
function readable(bytes: Buffer) {
  const profile = Profile.decode(gunzipSync(bytes));
  const text = (index: number | bigint): string | undefined => profile.stringTable.strings[Number(index)];
  const location = new Map(profile.location.map((each) => [each.id, each]));
  const functions = new Map(profile.function.map((each) => [each.id, each]));
  return {
    profile,
    text,
    types: profile.sampleType.map(({ type, unit }) => `${text(type)}/${text(unit)}`),
    samples: profile.sample.map(({ locationId, value, label }) => ({
      value: value.map((each) => BigInt.asIntN(64, BigInt(each))),
      stack: locationId.map((id) => {
        const line = location.get(id)?.line[0];
        const called = functions.get(line?.functionId ?? 0);
        return `${text(called?.name ?? 0)} ${text(called?.filename ?? 0)}:${line?.line}`;
      }),
      labels: label.map(({ key, str, num, numUnit }) => [text(key), str === 0 ? `${num} ${text(numUnit)}` : text(str)]),
    })),
  };
}

describe('encodeProfile', () => {
  test('is a valid profile of goroutine/count, with the one mapping that stops pprof from looking for symbols', async () => {
    const { profile, text, types } = await decoded([
      group({ frames: [sender, query] }),
      group({ frames: [queryLater] }),
    ]);
    expect(types).toEqual(['goroutine/count']);
    expect(text(profile.periodType?.type ?? 0)).toBe('goroutine');
    expect([profile.period, profile.timeNanos, profile.durationNanos]).toEqual([1, 1_000_000_000n, 0]);
    expect(text(0)).toBe('');
    expect(profile.mapping).toHaveLength(1);
    expect(text(profile.mapping[0]?.filename ?? 0)).toBe('/app/main.ts');
    expect(profile.mapping[0]).toMatchObject({ id: 1, hasFunctions: true, hasFilenames: true, hasLineNumbers: true });
    // Two places in one function.
    expect(profile.location.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(profile.function.map(({ id, startLine }) => [id, startLine])).toEqual([
      [1, 30],
      [2, 19],
    ]);
    expect(profile.location.map(({ address }) => Number(address) + 1)).toEqual(
      [sender, query, queryLater].map(({ address }) => Number(address)),
    );
  });

  test('has a sample a group: stack, count, and what is known of it as labels', async () => {
    const labels = { route: '/query', 'a "b"\n': '中文\n"' };
    const { samples } = await decoded([
      group({ count: 980, frames: [sender, query], createdBy: query, wait: 'chan send', ms: 1234, labels }),
      group({ count: 3, frames: [query], name: 'reader', leaked: true }),
    ]);
    expect(samples).toEqual([
      {
        value: [980n],
        stack: ['/app/server.sender /app/server.ts:31', '/app/server.query /app/server.ts:20'],
        labels: [
          ['route', '/query'],
          ['a "b"\n', '中文\n"'],
          ['wait', 'chan send'],
          ['blocked', '1234 milliseconds'],
          ['created by', 'query /app/server.ts:20'],
        ],
      },
      {
        value: [3n],
        stack: ['/app/server.query /app/server.ts:20'],
        labels: [
          ['wait', 'await'],
          ['leaked', 'true'],
          ['name', 'reader'],
        ],
      },
    ]);
  });

  test('a label of the program is never taken for what is known of the group', async () => {
    const labels = { leaked: 'true', wait: 'nothing', name: 'x', blocked: '1', 'created by': 'me', 'called by': 'me' };
    const [sample] = (await decoded([group({ count: 1, frames: [sender], labels })])).samples;
    expect(sample?.labels).toEqual([
      ...Object.entries(labels).map(([key, value]) => [`labels.${key}`, value]),
      ['wait', 'await'],
    ]);
  });

  test('of a delta has the changes, negative ones as well, and the time between', async () => {
    const before = {
      total: 12,
      groups: [group({ count: 2, frames: [sender] }), group({ count: 10, frames: [query] })],
    };
    const after = { total: 300, groups: [group({ count: 300, frames: [sender] })] };
    const { profile, samples } = readable(
      await encodeProfile(profileDelta(before, after, 2.5), { name: 'goroutineleak' }),
    );
    expect(samples.map(({ value, stack }) => [value, stack])).toEqual([
      [[298n], ['/app/server.sender /app/server.ts:31']],
      [[-10n], ['/app/server.query /app/server.ts:20']],
    ]);
    expect(profile.durationNanos).toBe(2_500_000_000n);
  });

  test('of nothing is still a profile', async () => {
    const { types, samples } = await decoded([]);
    expect([types, samples]).toEqual([['goroutine/count'], []]);
  });
});
