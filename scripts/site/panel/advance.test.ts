import { describe, expect, test } from 'vitest';
import { climbing, healthy } from '../../practice/test-recordings.ts';
import { advance, begin, labOf } from './advance.ts';
import type { Code, Effect, Event, State } from './state.ts';

const LAB = '02-leaky-query';
const OTHER = '03-load-testing';
const STARTER: Code = { digest: 'starter', missing: null, before: null };
const FIXED: Code = { digest: 'fixed', missing: null, before: climbing() };
const RUNNING = { ...climbing(), outcome: 'running' as const };
const VERDICT = { lab: LAB, outcome: 'fail' as const, seed: 1, ms: 1, facts: [], notes: [] };

const SAID = { language: 'en' as const, others: {} };

/** After these events, and what the last of them asks for. */
function followed(...events: Event[]): { state: State; effects: Effect[] } {
  let state = begin({ current: null, labs: {} });
  let effects: Effect[] = [];
  for (const event of events) [state, effects] = advance(state, event);
  return { state, effects };
}

const opened = (lab = LAB): Event => ({ kind: 'opened', lab, code: STARTER });
const asked = (what: 'run' | 'starter' | 'check' | 'stop' | 'hint', lab = LAB): Event => ({ kind: 'asked', lab, what });
const sampled = (number: number, recording = climbing()): Event => ({ kind: 'sampled', number, of: 'now', recording });
const kinds = (effects: Effect[]): string[] => effects.map(({ kind }) => kind);

describe('tabs', () => {
  test('the first one of a lab has its files watched, the last one ends that, what goes on, and everything', () => {
    expect(kinds(followed(opened()).effects)).toEqual(['watch']);
    expect(kinds(followed(opened(), opened()).effects)).toEqual([]);
    const two = [opened(), opened(), asked('run')];
    expect(kinds(followed(...two, { kind: 'left', lab: LAB }).effects)).toEqual([]);
    const { state, effects } = followed(...two, { kind: 'left', lab: LAB }, { kind: 'left', lab: LAB });
    expect(kinds(effects)).toEqual(['unwatch', 'abort', 'rest']);
    expect(state.activity).toBeNull();
  });

  test('a lab that nobody looks at any more does not end what goes on in another', () => {
    const { state, effects } = followed(opened(), opened(OTHER), asked('run', OTHER), { kind: 'left', lab: LAB });
    expect(kinds(effects)).toEqual(['unwatch']);
    expect(state.activity?.lab).toBe(OTHER);
  });

  test('what was seen of the code is there for the next one, as long as the code is the same', () => {
    const seen = [opened(), asked('run'), sampled(1), { kind: 'ran', number: 1 }, { kind: 'left', lab: LAB }] as const;
    expect(labOf(followed(...seen, opened()).state, LAB).now).toEqual(climbing());
    const later = followed(...seen, { kind: 'opened', lab: LAB, code: FIXED });
    expect(labOf(later.state, LAB)).toMatchObject({ now: null, before: climbing() });
  });
});

describe('one thing at a time', () => {
  test('what is begun ends what goes on, in whatever lab', () => {
    for (const what of ['run', 'check'] as const) {
      const { state, effects } = followed(opened(), opened(OTHER), asked('run', OTHER), asked(what));
      expect(effects).toMatchObject([{ kind: 'abort' }, { kind: what, lab: LAB, number: 2 }]);
      expect(state.activity).toEqual({ number: 2, lab: LAB, kind: what });
    }
  });

  test('what an ended run still tells is not heard', () => {
    const { state } = followed(opened(), asked('run'), asked('check'), sampled(1), { kind: 'ran', number: 1 });
    expect(labOf(state, LAB).now).toBeNull();
    expect(state.activity?.kind).toBe('check');
  });

  test('a drawing that was broken off is no drawing; the one from before the fix comes back', () => {
    const { state } = followed(
      { kind: 'opened', lab: LAB, code: FIXED },
      asked('starter'),
      { kind: 'sampled', number: 1, of: 'before', recording: RUNNING },
      asked('stop'),
    );
    expect(labOf(state, LAB)).toMatchObject({ now: null, before: climbing() });
    expect(state.activity).toBeNull();
  });

  test('stop ends only what goes on in the lab that it is pressed in', () => {
    expect(kinds(followed(opened(), asked('run'), asked('stop')).effects)).toEqual(['abort']);
    expect(followed(opened(), opened(OTHER), asked('run'), asked('stop', OTHER)).effects).toEqual([]);
  });
});

describe('a save', () => {
  const run = [opened(), asked('run'), sampled(1), { kind: 'ran', number: 1 }] as const;

  test('is checked, and the run from before the fix stays beside the one to come', () => {
    const { state, effects } = followed(...run, { kind: 'saved', lab: LAB, code: FIXED });
    expect(kinds(effects)).toEqual(['abort', 'check']);
    expect(labOf(state, LAB)).toMatchObject({ now: null, before: climbing(), verdict: null, phase: '' });
    const fixed = followed(...run, { kind: 'saved', lab: LAB, code: FIXED }, asked('run'), sampled(3, healthy()));
    expect(labOf(fixed.state, LAB)).toMatchObject({ now: healthy(), before: climbing() });
  });

  test('that leaves a file missing is told, and ends what goes on; nothing can be run then but the starter', () => {
    const gone: Event = { kind: 'saved', lab: LAB, code: { ...STARTER, digest: 'gone', missing: 'it is gone' } };
    const { state, effects } = followed(opened(), asked('run'), gone);
    expect(kinds(effects)).toEqual(['abort']);
    expect(labOf(state, LAB).missing).toBe('it is gone');
    for (const what of ['run', 'check'] as const) expect(followed(opened(), gone, asked(what)).effects).toEqual([]);
    expect(kinds(followed(opened(), gone, asked('starter')).effects)).toEqual(['abort', 'run']);
  });
});

describe('a check', () => {
  test('shows its facts as they are decided, then the verdict, then what stands beside it', () => {
    const facts = [{ id: 'one', title: 'one', state: 'pass' as const }];
    const checked = [opened(), asked('check'), { kind: 'facts', number: 1, facts }] as const;
    expect(labOf(followed(...checked).state, LAB)).toMatchObject({ facts, verdict: null });
    const judged = [...checked, { kind: 'judged', number: 1, verdict: VERDICT, said: SAID }] as const;
    expect(labOf(followed(...judged).state, LAB)).toMatchObject({ phase: null, facts: [], verdict: VERDICT });
    expect(followed(...judged).state.done.labs).toEqual({});
    const passed = { kind: 'judged', number: 1, verdict: { ...VERDICT, outcome: 'pass' }, said: SAID } as const;
    expect(followed(...checked, passed).state.done.labs, 'a pass counts at once').toEqual({
      [LAB]: { passed: true, hints: 0 },
    });
    const notes = { typeErrors: ['server.ts:1: no'], changed: [] };
    const noted = followed(...judged, { kind: 'noted', number: 1, lab: LAB, notes });
    expect(labOf(noted.state, LAB).notes).toEqual(notes);
    const late = followed(...judged, asked('check'), { kind: 'judged', number: 2, verdict: VERDICT, said: SAID });
    const [state] = advance(late.state, { kind: 'noted', number: 1, lab: LAB, notes });
    expect(labOf(state, LAB).notes.typeErrors).toEqual([]);
  });
});

test('a run that fails says why, and leaves no drawing', () => {
  const problem = { help: 'mend it' };
  const { state } = followed(opened(), asked('run'), sampled(1, RUNNING), { kind: 'not-run', number: 1, problem });
  expect(labOf(state, LAB)).toMatchObject({ now: null, problem });
  expect(state.activity).toBeNull();
});
