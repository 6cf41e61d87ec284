import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Recording } from '../../checker/run/recording.ts';
import { climbing, healthy } from '../../practice/test-recordings.ts';
import { paint } from '../render/paint.ts';
import { renderRun } from './screen.ts';
import { renderTable } from './table.ts';

const plain = paint(false);
const HEADING = 'Lab 2: The leaky query  (labs/02-leaky-query)';
const draw = (recording: Recording, before: Recording | null, columns = 80, rows = 24): string[] =>
  renderRun(HEADING, recording, before, { columns, rows }, plain).split('\n');

const [load] = climbing().marks;
const running: Recording = {
  ...climbing(590, 90),
  outcome: 'running',
  samples: climbing().samples.slice(0, 69),
  marks: load === undefined ? [] : [load],
};
const PAIRS: [name: string, recording: Recording, before: Recording | null][] = [
  ['it has just begun', { ...running, samples: [], marks: [], groups: [], after: 1, peak: 1, leaked: 0 }, null],
  ['it goes on', running, null],
  ['it goes on beside the one before', running, climbing()],
  ['tasks stayed', climbing(), null],
  ['tasks stayed again', climbing(), climbing()],
  ['nothing stayed', healthy(), null],
  ['nothing stayed any more', healthy(), climbing()],
  ['a hundred thousand stayed', climbing(100_000), climbing(100_000)],
];

describe.for(PAIRS)('%s', ([, recording, before]) => {
  test.for([
    [80, 24],
    [80, 45],
    [60, 24],
    [40, 24],
  ])('fits in %i columns and %i rows, with a row for the prompt', ([columns, rows]) => {
    const lines = draw(recording, before, columns, rows);
    expect(lines.filter((line) => line.length > (columns ?? 0))).toEqual([]);
    expect(lines.length).toBeLessThan(rows ?? 0);
  });

  test('colours change nothing but colours', () => {
    const coloured = renderRun(HEADING, recording, before, { columns: 80, rows: 24 }, paint(true));
    expect(stripVTControlCharacters(coloured)).toBe(draw(recording, before).join('\n'));
  });
});

test('a run that left tasks behind: numbers, curve, proof with its line, one sentence at the end', () => {
  expect(draw(climbing(), null).join('\n')).toMatchInlineSnapshot(`
    "Lab 2: The leaky query  (labs/02-leaky-query)
    1,000 requests to /query, 10 at a time

    task count
    baseline 1, peak 1001, stays 1001
        ▲
        │
    1001┤                                                       ┏━━━━━━━━━━━━━━━━━━
        │                                            ┏━━━━━━━━━━┛
        │                                 ┏━━━━━━━━━━┛
        │                     ┏━━━━━━━━━━━┛
        │          ┏━━━━━━━━━━┛
       1┤━━━━━━━━━━┛
        └─────┬────────────────────────────────────────────────────────┬──────────┬▶
           load                                                   settle      6.5 s

    ✗ proven never to finish: 1000
      1000 × chan send  labs/02-leaky-query/server.ts:24
             await channel.send(await source(id));
    ○ suspected, still waiting: none

    The load is over, and 1000 tasks stayed, all proven never to finish; they wait
    at labs/02-leaky-query/server.ts:24."
  `);
});

test('before and after the fix stand beside each other, at the same scale', () => {
  expect(draw(healthy(), climbing()).join('\n')).toMatchInlineSnapshot(`
    "Lab 2: The leaky query  (labs/02-leaky-query)
    1,000 requests to /query, 10 at a time

    before                                   now
    baseline 1, peak 1001, stays 1001        baseline 1, peak 90, stays 1
        ▲                                      ▲
        │                                      │
        │                                      │
    1001┤                         ┏━━━━━━━     │
        │                      ┏━━┛            │
        │                   ┏━━┛               │
        │                ┏━━┛                  │
        │             ┏━━┛                     │
        │           ┏━┛                        │
        │        ┏━━┛                          │
        │     ┏━━┛                             │
        │   ┏━┛                              90┤ ┏━━━━━━━━━━━━━━━━━━━━━━━━━┓
       1┤━━━┛                                 1┤━┛                         ┗━━━━━
        └──┬────────────────────────┬─────▶    └──┬────────────────────────┬─────▶
        load                   settle          load                   settle

    The load is over, and the task count is back at its baseline of 1: nothing
    stayed; before, 1000 tasks stayed."
  `);
});

test('the proven stand apart from the suspected', () => {
  const lines = draw(climbing(100, 30), null, 80, 45);
  expect(lines.slice(lines.indexOf('✗ proven never to finish: 70'), -3)).toEqual([
    '✗ proven never to finish: 70',
    '    70 × chan send  labs/02-leaky-query/server.ts:24',
    '         await channel.send(await source(id));',
    '? suspected, still waiting: 30',
    '    30 × await  labs/02-leaky-query/server.ts:31',
    '         await lock.promise; // held by the request before, and given back when…',
  ]);
});

test.for([
  [24, 2],
  [30, 3],
])('on %i rows it says who stayed at %i places', ([rows = 0, places]) => {
  const [group] = climbing(90).groups;
  if (group === undefined) throw new Error('somebody stayed');
  const groups = [22, 33, 44].map((line) => ({ ...group, count: 30, where: `labs/03-load-testing/server.ts:${line}` }));
  const lines = draw({ ...climbing(90), groups }, null, 80, rows);
  expect(lines.filter((line) => line.includes('server.ts:') && line.includes(' × '))).toHaveLength(places ?? 0);
  expect(lines.length).toBeLessThan(rows);
});

test('on a tall screen it also says who it was before the fix', () => {
  expect(draw(healthy(), climbing(), 80, 45)).toContain('✗ before, proven never to finish: 1000');
});

test('while it goes on, nothing is called suspected: who waits may well finish', () => {
  const text = draw(running, null).join('\n');
  expect(text).toContain('? waiting just now');
  expect(text).not.toContain('suspected');
});

test('without a terminal: a table of the same', () => {
  expect(renderTable(healthy(), climbing())).toMatchInlineSnapshot(`
    "    time    before       now
       0.0 s         1        90  load
       0.5 s       111        90
       1.1 s       221        90
       1.6 s       331        90
       2.2 s       441        90
       2.7 s       541        90
       3.3 s       651        90
       3.8 s       761        90
       4.3 s       871        90
       4.9 s       981        90
       5.4 s      1001        90  settle
       6.0 s      1001         1"
  `);
});
