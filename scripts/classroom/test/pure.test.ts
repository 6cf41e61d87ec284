/** What is decided without a server: steering, the summary, the running order, limits, names, texts. */
import { describe, expect, test } from 'vitest';
import type { LearnerView } from '../protocol/dashboard.ts';
import { AT_REST } from '../protocol/steering.ts';
import { Code, text } from '../protocol/words.ts';
import { callerOf } from '../server/caller.ts';
import { Limit } from '../server/limit.ts';
import { anonymousName } from '../session/anonymous.ts';
import { planView } from '../session/plans.ts';
import { steered } from '../session/steer.ts';
import { summarize } from '../session/summary.ts';
import { roomView } from '../session/views.ts';
import { COURSE } from './fixture.ts';

const MINUTE = 60_000;

describe('steering', () => {
  test('a break stops the time, and the running order waits for its end', () => {
    const planned = steered(AT_REST, { do: 'plan', plan: '90-minutes' }, 0);
    const timed = steered(planned, { do: 'timer', minutes: 20 }, 0);
    const paused = steered(timed, { do: 'pause' }, 5 * MINUTE);
    const learner = { name: 'Ada', hand: null };
    expect(roomView(paused, learner, 60 * MINUTE).timer).toEqual({ label: '', leftMs: 15 * MINUTE, paused: true });
    const resumed = steered(paused, { do: 'resume' }, 35 * MINUTE);
    expect(roomView(resumed, learner, 36 * MINUTE).timer?.leftMs).toBe(14 * MINUTE);
    expect(planView(resumed, 36 * MINUTE)?.startedAt).toBe(30 * MINUTE);
    expect(planView(paused, 20 * MINUTE)?.ends[0]).toBe(25 * MINUTE);
  });

  test('a timer that is set in a break runs from its end', () => {
    const paused = steered(AT_REST, { do: 'pause' }, 0);
    const timed = steered(paused, { do: 'timer', minutes: 10 }, MINUTE);
    expect(steered(timed, { do: 'resume' }, 30 * MINUTE).timer?.endsAt).toBe(40 * MINUTE);
  });

  test('more time is more of what is left, also in a break; of a time that is up, from now', () => {
    const timed = steered(AT_REST, { do: 'timer', minutes: 10 }, 0);
    const more = (steering: typeof timed, now: number) => steered(steering, { do: 'more-time', minutes: 5 }, now);
    expect(more(timed, 4 * MINUTE).timer?.endsAt).toBe(15 * MINUTE);
    expect(more(timed, 12 * MINUTE).timer?.endsAt).toBe(17 * MINUTE);
    const paused = steered(timed, { do: 'pause' }, 4 * MINUTE);
    expect(more(paused, 9 * MINUTE).timer?.leftMs).toBe(11 * MINUTE);
    expect(steered(more(paused, 9 * MINUTE), { do: 'resume' }, 20 * MINUTE).timer?.endsAt).toBe(31 * MINUTE);
    expect(more(AT_REST, 0)).toEqual(AT_REST);
  });

  test('the next part begins now, and those after it keep their minutes', () => {
    const planned = steered(AT_REST, { do: 'plan', plan: '90-minutes' }, 0);
    const early = steered(planned, { do: 'part', part: 1 }, 4 * MINUTE);
    expect(planView(early, 4 * MINUTE)?.ends.slice(0, 3)).toEqual([4 * MINUTE, 24 * MINUTE, 59 * MINUTE]);
    const paused = steered(planned, { do: 'pause' }, 4 * MINUTE);
    const resumed = steered(steered(paused, { do: 'part', part: 1 }, 6 * MINUTE), { do: 'resume' }, 9 * MINUTE);
    expect(planView(resumed, 9 * MINUTE)?.ends[0]).toBe(9 * MINUTE);
    expect(steered(planned, { do: 'part', part: 99 }, MINUTE)).toEqual(planned);
    expect(steered(AT_REST, { do: 'part', part: 1 }, MINUTE)).toEqual(AT_REST);
  });

  test('a line that is said after another one is a new one, also after it was cleared', () => {
    const first = steered(AT_REST, { do: 'line', text: 'a' }, 1);
    const second = steered(steered(first, { do: 'clear-line' }, 2), { do: 'line', text: 'a' }, 3);
    expect(second.line?.number).toBeGreaterThan(first.line?.number ?? 0);
  });

  test('what was released can be held back again', () => {
    const released = steered(AT_REST, { do: 'release', lab: '01-counting' }, 0);
    expect(steered(released, { do: 'release', lab: '01-counting' }, 0).released).toEqual(['01-counting']);
    expect(steered(released, { do: 'hold-back', lab: '01-counting' }, 0).released).toEqual([]);
  });
});

test('an end clears all that somebody could still wait for: in the room’s view, too, whose hand is up', () => {
  const open = steered(AT_REST, { do: 'open', lab: '01-counting' }, 0);
  const said = steered(steered(open, { do: 'line', text: 'a' }, 0), { do: 'timer', minutes: 5 }, 0);
  const planned = steered(steered(said, { do: 'plan', plan: '90-minutes' }, 0), { do: 'pause' }, 1);
  const ended = steered(planned, { do: 'end' }, 2);
  expect(ended).toMatchObject({ endedAt: 2, line: null, timer: null, plan: null, openLab: null, pausedAt: null });
  const hand = { raisedAt: 0, comingAt: 1, question: 'Why?' };
  expect(roomView(ended, { name: 'Ada', hand }, 3)).toMatchObject({ ended: true, hand: 'down' });
});

describe('the summary', () => {
  const learner = (id: string, change: Partial<LearnerView> = {}): LearnerView => ({
    id,
    number: 1,
    name: id,
    joinedAt: 0,
    seenAt: 0,
    hand: null,
    cells: {},
    ...change,
  });
  const cell = (state: 'failing' | 'working' | 'passed', fact: string | null, since: number, at = since) => ({
    state,
    fact,
    hints: 0,
    minutes: 0,
    since,
    at,
  });
  const now = 30 * MINUTE;
  const seen = summarize(
    COURSE,
    [
      learner('a', { cells: { '02-leaky-query': cell('failing', 'load', 10 * MINUTE) } }),
      learner('b', { cells: { '02-leaky-query': cell('failing', 'load', 5 * MINUTE, 29 * MINUTE) } }),
      learner('c', { cells: { '02-leaky-query': cell('failing', 'starts', 28 * MINUTE) } }),
      learner('d', {
        hand: { raisedAt: 2, comingAt: null, question: null },
        cells: { '01-counting': cell('failing', 'load', 1), '02-leaky-query': cell('passed', null, 2 * MINUTE) },
      }),
      learner('e', { hand: { raisedAt: 1, comingAt: 5, question: null }, seenAt: now }),
    ],
    new Set(['a']),
    now,
  );

  test('counts each lab', () => {
    expect(seen.labs).toEqual([
      { lab: '01-counting', notStarted: 4, working: 0, failing: 1, passed: 0, caughtUp: 0 },
      { lab: '02-leaky-query', notStarted: 1, working: 0, failing: 3, passed: 1, caughtUp: 0 },
    ]);
  });

  test('names the facts that most fail first, at the lab where each is now', () => {
    expect(seen.facts).toEqual([
      { lab: '02-leaky-query', fact: 'load', learners: ['a', 'b'] },
      { lab: '02-leaky-query', fact: 'starts', learners: ['c'] },
    ]);
  });

  test('who is stuck longest stands first; who has just begun or passed is not', () => {
    expect(seen.stuck.map(({ learner: id }) => id)).toEqual(['b', 'a']);
  });

  test('hands in the order in which they went up, and who is there', () => {
    expect([seen.hands, seen.present]).toEqual([['e', 'd'], 2]);
  });
});

test('a limit lets through so many at once, then so many a second, to each', () => {
  const limit = new Limit(2, 1, 2);
  expect([limit.take('a', 0), limit.take('a', 0), limit.take('a', 0)]).toEqual([true, true, false]);
  expect(limit.take('b', 0)).toBe(true);
  expect([limit.take('a', 1000), limit.take('a', 1000)]).toEqual([true, false]);
  // Only so many are remembered: the one that was quiet longest is forgotten.
  limit.take('c', 1000);
  expect([limit.take('b', 1000), limit.take('b', 1000)]).toEqual([true, true]);
});

test('all addresses of one IPv6 network are one caller', () => {
  expect(callerOf('2001:db8:1:2:3:4:5:6')).toBe(callerOf('2001:db8:1:2:ffff::1'));
  expect(callerOf('::ffff:192.168.1.5')).toBe('192.168.1.5');
});

test('names for those who give none differ', () => {
  const names = Array.from({ length: 300 }, (_, index) => anonymousName(index + 1));
  expect(names[0]).toBe('anonymous otter');
  expect(new Set(names).size).toBe(300);
});

test.for([
  ['  Ada \n Lovelace ', 'Ada Lovelace'],
  ['a\u0000b\u001b[1mc\u200bd\u202ee\ufefff', 'ab[1mcde f'],
  ['\u2028x\ud800', 'x'],
  ['李雷 👩‍💻', '李雷 👩💻'],
  ['x'.repeat(100), 'x'.repeat(40)],
])('a text from somebody else is tamed: %j', ([raw = '', tame]) => {
  expect(text(40).parse(raw)).toBe(tame);
});

test('a code is read as people say it', () => {
  expect(Code.parse(' k7m-3qx\n')).toBe('K7M3QX');
});
