/**
 * What Grafana Alloy (for Pyroscope) and Parca send and accept, as their sources have it: Alloy's
 * `internal/component/pyroscope/scrape`, `scrape_loop.go`, `target.go` and `validate.go`; Parca's `pkg/scrape`, `scrape.go` and
 * `target.go`, and `pkg/config/config.go`. Neither can be had from a package registry; `go tool pprof`, whose parser both use, reads the
 * same answers in `toolkit/test/http`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import inject, { type Response } from 'light-my-request';
import { Profile } from 'pprof-format';
import { go } from 'taskscope';
import { debugRouter } from 'taskscope/http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const MONITORING = join(import.meta.dirname, '..', '..', 'monitoring');

/** Both are written in Go, whose client asks for gzip by itself, and unpacks what is marked so. */
const GO = { 'accept-encoding': 'gzip' };
/** Of a delta: its interval for Parca, one second less for Alloy, whole ones. */
const SCRAPERS = {
  alloy: { headers: { ...GO, 'user-agent': 'Alloy/v1.12.0 (linux; docker)' }, seconds: 1 },
  parca: { headers: { ...GO, 'user-agent': 'Go-http-client/1.1' }, seconds: 2 },
};

const kept: (() => void)[] = [];
const waits = (): Promise<unknown> => go(() => new Promise<void>((resolve) => kept.push(resolve)), { name: 'waits' });

beforeAll(() => {
  for (let task = 0; task < 3; task++) void waits();
});
afterAll(() => {
  for (const end of kept) end();
});

/** What each of them does with an answer before it takes it for a profile. */
function accepted({ statusCode, headers, rawPayload }: Response): Profile {
  // Parca takes nothing but 200, and follows no redirect for good.
  expect(statusCode).toBe(200);
  // Alloy refuses another type, and an empty answer.
  expect(headers['content-type']).toMatch(/^application\/octet-stream/);
  expect(rawPayload.length).toBeGreaterThan(2);
  // The profile is gzip itself. Marked as packed on the way, it would be unpacked before anybody looks.
  expect(headers['content-encoding']).toBeUndefined();
  expect([...rawPayload.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
  const profile = Profile.decode(gunzipSync(rawPayload));
  expectValid(profile);
  return profile;
}

/** By the checks of the parser that both use: whatever a number names has to be there, and each sample has a value of each type. */
function expectValid({
  sampleType,
  sample,
  location,
  function: functions,
  mapping,
  stringTable,
  timeNanos,
}: Profile): void {
  const ids = (of: readonly { id: number | bigint }[]): Set<number> => new Set(of.map(({ id }) => Number(id)));
  const [locations, names, mappings] = [ids(location), ids(functions), ids(mapping)];
  expect(stringTable.strings[0]).toBe('');
  expect(sampleType).toHaveLength(1);
  expect(Number(timeNanos)).toBeGreaterThan(0);
  for (const each of [...locations, ...names, ...mappings]) expect(each).toBeGreaterThan(0);
  expect([locations.size, names.size, mappings.size]).toEqual([location.length, functions.length, mapping.length]);
  for (const { value, locationId } of sample) {
    expect(value).toHaveLength(sampleType.length);
    for (const id of locationId) expect(locations).toContain(Number(id));
  }
  for (const { mappingId, line } of location) {
    expect(mappings).toContain(Number(mappingId));
    for (const { functionId } of line) expect(names).toContain(Number(functionId));
  }
}

function total({ sample }: Profile): number {
  return sample.reduce((sum, { value }) => sum + Number(value[0] ?? 0), 0);
}

describe.each(Object.entries(SCRAPERS))('%s', (_name, { headers, seconds }) => {
  test('is given the profile that it asks for', async () => {
    const profile = accepted(await inject(debugRouter(), { url: '/debug/pprof/goroutine', headers }));
    const { strings } = profile.stringTable;
    expect(strings[Number(profile.sampleType[0]?.type)]).toBe('goroutine');
    expect(total(profile)).toBeGreaterThanOrEqual(3);
  });

  test('is given a delta, with the time that it is of', async () => {
    const answer = inject(debugRouter(), { url: `/debug/pprof/goroutine?seconds=${seconds}`, headers });
    const end = setTimeout(() => void waits(), 500);
    const profile = accepted(await answer);
    clearTimeout(end);
    expect(total(profile)).toBe(1);
    expect(Number(profile.durationNanos)).toBeGreaterThanOrEqual(seconds * 1e9);
  });
});

/** The profiles that both ask for where nobody says otherwise. */
const BY_ITSELF = ['goroutine', 'memory', 'block', 'mutex', 'process_cpu'];

describe('the configuration', () => {
  const read = (file: string): string => readFileSync(join(MONITORING, file), 'utf8');
  const configurations: [string, RegExp][] = [
    ['parca.yml', /^ {8}(\w+):\n {10}enabled: (true|false)(?:\n {10}path: (\S+))?$/gm],
    ['pyroscope.alloy', /^ {4}profile\.(\w+) \{\n {6}enabled = (true|false)(?:\n {6}path {4}= "(\S+)")?\n {4}\}$/gm],
  ];

  test.each(configurations)('%s scrapes the tasks, and nothing that is not there', async (file, pattern) => {
    const profiles = [...read(file).matchAll(pattern)].map(([, name = '', enabled = '', path]) => ({
      name,
      enabled,
      path,
    }));
    expect(profiles.map(({ name }) => name)).toEqual(BY_ITSELF);
    const asked = profiles.filter(({ enabled }) => enabled === 'true');
    expect(asked).toEqual([{ name: 'goroutine', enabled: 'true', path: '/debug/pprof/goroutine' }]);
    for (const { path } of asked) expect((await inject(debugRouter(), { url: path ?? '' })).statusCode).toBe(200);
  });

  test('has the instances of the other one, and of Prometheus', () => {
    const instances = ['prometheus.yml', 'parca.yml', 'pyroscope.alloy'].map((file) =>
      read(file).match(/shop-\d:\d+/g),
    );
    expect(instances[0]).toHaveLength(2);
    for (const each of instances) expect(each).toEqual(instances[0]);
  });
});
