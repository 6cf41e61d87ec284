/**
 * The panels as a state machine: what has happened goes in, the new state and what to do about it come out. It does nothing
 * itself. One thing at a time: what is begun ends what was going on.
 */
import type { Recording } from '../../checker/run/recording.ts';
import type { Verdict } from '../../checker/verdict.ts';
import type { Activity, Ask, Code, Done, Effect, Event, LabState, Notes, State } from './state.ts';

export type Step = [State, Effect[]];

const NO_NOTES: Notes = { typeErrors: [], changed: [] };
const UNTOUCHED: LabState = {
  tabs: 0,
  digest: '',
  missing: null,
  kept: null,
  before: null,
  now: null,
  problem: null,
  phase: null,
  facts: [],
  verdict: null,
  said: { language: 'en', others: {} },
  judged: 0,
  notes: NO_NOTES,
};

export function begin(done: Done): State {
  return { labs: {}, activity: null, number: 0, done };
}

export function labOf(state: State, lab: string): LabState {
  return state.labs[lab] ?? UNTOUCHED;
}

export function advance(state: State, event: Event): Step {
  switch (event.kind) {
    case 'opened':
      return opened(state, event.lab, event.code);
    case 'left':
      return left(state, event.lab);
    case 'asked':
      return asked(state, event.lab, event.what);
    case 'saved':
      return saved(state, event.lab, event.code);
    case 'progressed':
      return [{ ...state, done: event.done }, []];
    case 'noted': {
      const known = labOf(state, event.lab).judged === event.number;
      return [known ? change(state, event.lab, { notes: event.notes }) : state, []];
    }
    default:
      return event.number === state.activity?.number ? [told(state, state.activity, event), []] : [state, []];
  }
}

type Told = Exclude<Extract<Event, { number: number }>, { kind: 'noted' }>;

/** What an activity tells of itself. */
function told(state: State, { lab, number }: Activity, event: Told): State {
  switch (event.kind) {
    case 'sampled':
      return change(state, lab, { [event.of]: event.recording });
    case 'ran':
      return { ...state, activity: null };
    case 'not-run':
      return change({ ...state, activity: null }, lab, { problem: event.problem, now: null });
    case 'phase':
      return change(state, lab, { phase: event.phase });
    case 'facts':
      return change(state, lab, { facts: event.facts });
    case 'judged':
      return change({ ...state, activity: null, done: withVerdict(state.done, lab, event.verdict) }, lab, {
        phase: null,
        facts: [],
        verdict: event.verdict,
        said: event.said,
        judged: number,
      });
  }
}

/** A pass counts at once; what else was done is read again once all beside the verdict is known. */
function withVerdict(done: Done, lab: string, { outcome }: Verdict): Done {
  if (outcome !== 'pass') return done;
  return { ...done, labs: { ...done.labs, [lab]: { hints: 0, ...done.labs[lab], passed: true } } };
}

function opened(state: State, lab: string, code: Code): Step {
  const { tabs } = labOf(state, lab);
  return [change(seen(state, lab, code), lab, { tabs: tabs + 1 }), tabs === 0 ? [{ kind: 'watch', lab }] : []];
}

function left(state: State, lab: string): Step {
  const tabs = labOf(state, lab).tabs - 1;
  const fewer = change(state, lab, { tabs });
  if (tabs > 0) return [fewer, []];
  const own = state.activity?.lab === lab;
  const rest = Object.values(fewer.labs).every((each) => each.tabs === 0);
  return [
    own ? stopped(fewer) : fewer,
    [{ kind: 'unwatch', lab }, ...(own || rest ? [ABORT] : []), ...(rest ? [{ kind: 'rest' } as const] : [])],
  ];
}

const ABORT: Effect = { kind: 'abort' };

function asked(state: State, lab: string, what: Ask): Step {
  switch (what) {
    case 'hint':
      return [state, [{ kind: 'hint', lab }]];
    case 'stop':
      return state.activity?.lab === lab ? [stopped(state), [ABORT]] : [state, []];
    case 'check':
      return labOf(state, lab).missing === null ? check(state, lab) : [state, []];
    case 'run':
    case 'starter':
      return labOf(state, lab).missing === null || what === 'starter'
        ? run(state, lab, what === 'starter')
        : [state, []];
  }
}

function saved(state: State, lab: string, code: Code): Step {
  const known = seen(state, lab, code);
  if (code.missing === null) return check(known, lab);
  return state.activity?.lab === lab ? [stopped(known), [ABORT]] : [known, []];
}

/** What is about other code than this is forgotten. */
function seen(state: State, lab: string, { digest, missing, before }: Code): State {
  if (labOf(state, lab).digest === digest) return change(state, lab, { missing });
  return change(state, lab, {
    digest,
    missing,
    kept: before,
    before,
    now: null,
    problem: null,
    verdict: null,
    notes: NO_NOTES,
  });
}

function run(state: State, lab: string, starter: boolean): Step {
  const next = started(state, lab, 'run', { problem: null, ...(starter ? {} : { now: null }) });
  return [next, [ABORT, { kind: 'run', number: next.number, lab, starter }]];
}

function check(state: State, lab: string): Step {
  const next = started(state, lab, 'check', { phase: '', verdict: null, notes: NO_NOTES });
  return [next, [ABORT, { kind: 'check', number: next.number, lab }]];
}

function started(state: State, lab: string, kind: Activity['kind'], first: Partial<LabState>): State {
  const number = state.number + 1;
  return change({ ...stopped(state), number, activity: { number, lab, kind } }, lab, first);
}

/** A drawing that was broken off would be taken for a whole one. */
function stopped(state: State): State {
  if (state.activity === null) return state;
  const { lab } = state.activity;
  const { now, before, kept } = labOf(state, lab);
  const whole = (recording: Recording | null): Recording | null =>
    recording?.outcome === 'running' ? null : recording;
  return change({ ...state, activity: null }, lab, {
    now: whole(now),
    before: whole(before) ?? kept,
    phase: null,
    facts: [],
  });
}

function change(state: State, lab: string, changed: Partial<LabState>): State {
  return { ...state, labs: { ...state.labs, [lab]: { ...labOf(state, lab), ...changed } } };
}
