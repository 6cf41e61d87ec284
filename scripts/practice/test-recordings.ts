/** Recordings with round numbers, for the tests of what is made of them. */
import type { Recording } from '../checker/run/recording.ts';

const LOAD = { ms: 500, name: 'load' } as const;
const SETTLE = { ms: 5500, name: 'settle' } as const;

/** Each request leaves a task behind; most of them proven. */
export function climbing(stayed = 1000, suspected = 0): Recording {
  const groups: Recording['groups'] = [
    {
      count: stayed - suspected,
      wait: 'chan send',
      leaked: true,
      where: 'labs/02-leaky-query/server.ts:24',
      source: 'await channel.send(await source(id));',
      stack: [{ name: 'anonymous', where: 'labs/02-leaky-query/server.ts:24' }],
    },
    {
      count: suspected,
      wait: 'await',
      leaked: false,
      where: 'labs/02-leaky-query/server.ts:31',
      source: 'await lock.promise; // held by the request before, and given back when that one is answered',
      stack: [{ name: 'anonymous', where: 'labs/02-leaky-query/server.ts:31' }],
    },
  ];
  return {
    ...recorded((ms) => 1 + Math.round(stayed * Math.min(1, Math.max(0, (ms - LOAD.ms) / (SETTLE.ms - LOAD.ms))))),
    outcome: suspected < stayed ? 'leaked' : 'stuck',
    peak: 1 + stayed,
    after: 1 + stayed,
    leaked: stayed - suspected,
    groups: groups.filter(({ count }) => count > 0),
  };
}

/** The same load, and nothing stays. */
export function healthy(): Recording {
  return {
    ...recorded((ms) => (ms < LOAD.ms || ms >= SETTLE.ms ? 1 : 90)),
    outcome: 'settled',
    peak: 90,
    after: 1,
  };
}

function recorded(count: (ms: number) => number): Recording {
  return {
    lab: '02-leaky-query',
    title: '1,000 requests to /query, 10 at a time',
    seed: 1,
    outcome: 'running',
    baseline: 1,
    peak: 1,
    after: 1,
    leaked: 0,
    samples: Array.from({ length: 131 }, (_, index) => [index * 50, count(index * 50)]),
    marks: [LOAD, SETTLE],
    groups: [],
    notes: [],
  };
}
