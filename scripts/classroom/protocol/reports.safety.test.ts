/**
 * @area What a learner tells a classroom
 * @promised A body is of the form that is asked for, with tame texts, or it is refused with a reason; nothing of it is stored then.
 * @trusted Nobody: a body is bytes from the network.
 */
import { anything, array, constantFrom, double, integer, json, object, oneof, record, uuid } from 'fast-check';
import { expect, test } from 'vitest';
import { fuzz } from '../../test/safety/fuzz.ts';
import { WILD, wildText } from '../../test/safety/wild.ts';
import { understood } from '../server/understood.ts';
import { Events, Join, Report } from './learner.ts';
import { Steer } from './steering.ts';
import { NAME_LETTERS } from './words.ts';

const words = { en: 'Counting', 'zh-CN': '计数' };
const COURSE = [{ name: '01-counting', number: 1, title: words, facts: { starts: words } }];
const text = wildText;
const odd = oneof(anything(), text, double(), integer());
/** Right in most of it, so that it comes far. */
const report = record(
  {
    kind: constantFrom('lab', 'hand', 'x'),
    id: oneof(uuid(), text),
    ageMs: oneof(double({ min: 0, max: 1e11 }), odd),
    lab: oneof(constantFrom('01-counting', '99-invented'), text),
    state: oneof(constantFrom('working', 'failing', 'passed', 'unjudged', 'caught-up'), text),
    fact: oneof(constantFrom('starts', 'invented', null), text),
    hints: oneof(integer({ min: 0, max: 9 }), odd),
    minutes: oneof(integer({ min: 0, max: 100_000 }), odd),
    raised: oneof(constantFrom(true, false), odd),
    question: oneof(constantFrom(null), text),
    __proto__: object(),
    code: text,
  },
  { requiredKeys: ['kind', 'id', 'ageMs'] },
);
const right = record({
  kind: constantFrom('lab'),
  id: uuid(),
  ageMs: integer({ min: 0, max: 1e9 }),
  lab: oneof(
    constantFrom('01-counting'),
    integer({ min: 10, max: 99 }).map((number) => `${number}-invented`),
  ),
  state: constantFrom('working', 'failing', 'passed', 'unjudged'),
  fact: constantFrom('starts', 'invented', null),
  hints: integer({ min: 0, max: 9 }),
  minutes: integer({ min: 0, max: 100_000 }),
});

test('reports: what is taken is of this course, and within its bounds', async ({ task }) => {
  await fuzz(task, record({ events: array(oneof(report, right), { maxLength: 60 }) }), (sent) => {
    const { success, data } = Events.safeParse(JSON.parse(JSON.stringify(sent)));
    if (!success) return;
    expect(data.events.length).toBeLessThanOrEqual(50);
    for (const each of data.events) {
      const stored = understood(COURSE, each);
      if (stored?.kind !== 'lab') continue;
      expect(stored.lab).toBe('01-counting');
      expect([null, 'starts']).toContain(stored.fact);
      expect(JSON.stringify(stored).length).toBeLessThan(400);
    }
  });
});

test('a report alone, right in most of it', async ({ task }) => {
  await fuzz(task, oneof(report, right, anything()), (sent) => {
    const { success, data } = Report.safeParse(sent);
    if (success) expect(Object.keys(data)).not.toContain('code');
  });
});

test('joining: a name is tame and short', async ({ task }) => {
  const join = record({ protocol: oneof(constantFrom(1), odd), code: oneof(text, odd), name: oneof(text, odd) });
  await fuzz(task, oneof(join, anything()), (sent) => {
    const { success, data } = Join.safeParse(sent);
    if (!success || data.name === null) return;
    expect([...data.name].length).toBeLessThanOrEqual(NAME_LETTERS);
    expect(data.name).not.toMatch(WILD);
    expect(data.code).toMatch(/^[A-Z0-9]*$/);
  });
});

test('what the dashboard sends', async ({ task }) => {
  const word = constantFrom('open', 'timer', 'line', 'release', 'plan', 'remove-many', 'seats', 'rename', 'lock');
  const steer = record(
    {
      do: word,
      lab: text,
      minutes: odd,
      label: text,
      text,
      plan: text,
      learners: array(oneof(uuid(), text)),
      seats: odd,
      name: text,
    },
    { requiredKeys: ['do'] },
  );
  await fuzz(task, oneof(steer, anything(), json()), (sent) => {
    const { success, data } = Steer.safeParse(sent);
    if (success && data.do === 'line') expect(data.text).not.toMatch(WILD);
  });
});
