/** The watch as a state machine: what has happened goes in, the new state and what to do about it come out. It does nothing itself. */
import type { Verdict } from '../../checker/verdict.ts';
import type { Lab } from '../../course/course.ts';

export interface State {
  lab: Lab;
  /** What the check does now; null while none runs. */
  phase: string | null;
  verdict: Verdict | null;
  /** Set where a file of the lab is missing. */
  missing: string | null;
  /** Beside the verdict. */
  notes: string[];
  /** What is shown above the keys. */
  view: 'verdict' | 'hint' | 'diff' | 'list';
}

export type Event =
  | { kind: 'saved'; missing: string | null }
  | { kind: 'phase'; phase: string }
  | { kind: 'judged'; verdict: Verdict }
  | { kind: 'noted'; notes: string[] }
  | { kind: 'key'; key: string };

/** What the loop has to do after an event. */
export type Effect = 'check' | 'note' | 'hint' | 'next' | 'quit';

export function begin(lab: Lab, missing: string | null): [State, Effect[]] {
  const state: State = { lab, phase: null, verdict: null, missing, notes: [], view: 'verdict' };
  return missing === null ? checking(state) : [state, []];
}

export function advance(state: State, event: Event): [State, Effect[]] {
  switch (event.kind) {
    case 'saved':
      if (event.missing !== null)
        return [{ ...state, missing: event.missing, phase: null, verdict: null, view: 'verdict' }, []];
      return checking({ ...state, missing: null });
    case 'phase':
      return [{ ...state, phase: event.phase }, []];
    case 'judged':
      return [{ ...state, phase: null, verdict: event.verdict }, ['note']];
    case 'noted':
      return [{ ...state, notes: event.notes }, []];
    case 'key':
      return pressed(state, event.key);
  }
}

function checking(state: State): [State, Effect[]] {
  return [{ ...state, phase: 'checking', notes: [], view: 'verdict' }, ['check']];
}

function pressed(state: State, key: string): [State, Effect[]] {
  switch (key) {
    case 'q':
    case '\u0003':
    case '\u0004':
      return [state, ['quit']];
    case 'r':
      return state.missing === null ? checking(state) : [state, []];
    case 'n':
      return [state, ['next']];
    case 'h':
      return [{ ...state, view: 'hint' }, ['hint']];
    case 'd':
      return [{ ...state, view: state.view === 'diff' ? 'verdict' : 'diff' }, []];
    case 'l':
      return [{ ...state, view: state.view === 'list' ? 'verdict' : 'list' }, []];
    case 'v':
      return [{ ...state, view: 'verdict' }, []];
    default:
      return [state, []];
  }
}
