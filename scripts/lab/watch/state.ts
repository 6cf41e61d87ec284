/** The watch as a state machine: what has happened goes in, the new state and what to do about it come out. It does nothing itself. */
import type { Verdict } from '../../checker/verdict.ts';
import type { Lab } from '../../course/course.ts';

export interface State {
  lab: Lab;
  /** Whether this lab was ever passed, or its solution given: then the solution is no secret, and the next lab is due. */
  passed: boolean;
  /** What the check does now; null while none runs. */
  phase: string | null;
  verdict: Verdict | null;
  /** Set where a file of the lab is missing. */
  missing: string | null;
  /** Beside the verdict. */
  notes: string[];
  /** The one line of the classroom. */
  quiet: string | null;
  /** The learner's, in a classroom; null without one. */
  hand: Hand | null;
  /** The question that goes with it, as far as it is typed; null while none is. */
  question: string | null;
  /** What is shown above the keys; `spoiler` asks before the diff gives the solution away. */
  view: 'verdict' | 'hint' | 'spoiler' | 'diff' | 'list';
  /** The first line of it that is shown. */
  scroll: number;
}

/** As a classroom knows it: down, up, or somebody is coming. */
type Hand = 'down' | 'up' | 'coming';

export type Event =
  | { kind: 'saved'; missing: string | null }
  | { kind: 'phase'; phase: string }
  | { kind: 'judged'; verdict: Verdict }
  | { kind: 'noted'; notes: string[] }
  | { kind: 'quiet'; line: string | null; hand: Hand | null }
  /** Keys by name, as Node's `readline` gives them: `h`, `up`, `pagedown`, `ctrl-c`; and the text that a key types. */
  | { kind: 'key'; key: string; text: string }
  | { kind: 'resized' };

/** What the loop has to do after an event. */
export type Effect =
  | { kind: 'check' }
  /** Gather what stands beside the verdict. */
  | { kind: 'note' }
  /** The hints are to be seen: one at least, and where `more`, one that was not shown yet. */
  | { kind: 'hint'; more: boolean }
  | { kind: 'next' }
  | { kind: 'open'; number: number }
  /** The learner asks the instructor for help, or needs it no more. */
  | { kind: 'hand'; raised: boolean; question: string | null }
  | { kind: 'quit' };

type Step = [State, Effect[]];

/** Lines that a page key moves. */
const PAGE = 10;
/** Letters of a question, as many as a classroom takes. */
const QUESTION = 120;

export function begin(lab: Lab, passed: boolean): State {
  const nothing = { phase: null, verdict: null, missing: null, quiet: null, hand: null, question: null };
  return { lab, passed, ...nothing, notes: [], view: 'verdict', scroll: 0 };
}

export function advance(state: State, event: Event): Step {
  switch (event.kind) {
    case 'saved':
      if (event.missing === null) return checking({ ...state, missing: null });
      return [{ ...show(state, 'verdict'), missing: event.missing, phase: null, verdict: null }, []];
    case 'phase':
      return [{ ...state, phase: event.phase }, []];
    case 'judged': {
      const passed = state.passed || event.verdict.outcome === 'pass';
      return [{ ...state, phase: null, verdict: event.verdict, passed }, [{ kind: 'note' }]];
    }
    case 'noted':
      return [{ ...state, notes: event.notes }, []];
    case 'quiet':
      return [heard(state, event), []];
    case 'key':
      return state.question === null ? pressed(state, event.key) : typed(state, state.question, event);
    case 'resized':
      return [state, []];
  }
}

function checking(state: State): Step {
  return [{ ...show(state, 'verdict'), phase: 'checking', notes: [] }, [{ kind: 'check' }]];
}

function show(state: State, view: State['view']): State {
  return { ...state, view, scroll: 0 };
}

/** Who is in no classroom any more has nobody to ask. */
function heard(state: State, { line, hand }: Extract<Event, { kind: 'quiet' }>): State {
  return { ...state, quiet: line, hand, question: hand === null ? null : state.question };
}

/** The hand is up at once; what is typed then goes with it, or not. */
function askForHelp(state: State): Step {
  if (state.hand === null) return [state, []];
  const raised = state.hand === 'down';
  return [{ ...state, question: raised ? '' : null }, [{ kind: 'hand', raised, question: null }]];
}

function typed(state: State, question: string, { key, text }: Extract<Event, { kind: 'key' }>): Step {
  switch (key) {
    case 'ctrl-c':
    case 'ctrl-d':
      return [state, [{ kind: 'quit' }]];
    case 'escape':
      return [{ ...state, question: null }, []];
    case 'return':
    case 'enter':
      return [
        { ...state, question: null },
        question.trim() === '' ? [] : [{ kind: 'hand', raised: true, question: question.trim() }],
      ];
    case 'backspace':
      return [{ ...state, question: [...question].slice(0, -1).join('') }, []];
    default:
      return [{ ...state, question: [...question, ...printable(text)].slice(0, QUESTION).join('') }, []];
  }
}

/** Arrows and their like come as sequences that begin with a control character. */
function printable(text: string): string[] {
  return /\p{C}/u.test(text) ? [] : [...text];
}

function pressed(state: State, key: string): Step {
  const { view, passed, missing, scroll } = state;
  switch (key) {
    case 'q':
    case 'ctrl-c':
    case 'ctrl-d':
      return [state, [{ kind: 'quit' }]];
    case 'r':
      return missing === null ? checking(state) : [state, []];
    case 'n':
      return [state, passed ? [{ kind: 'next' }] : []];
    case 'h':
      return [show(state, 'hint'), [{ kind: 'hint', more: view === 'hint' }]];
    case 'd':
      if (view === 'diff') return [show(state, 'verdict'), []];
      return [show(state, passed || view === 'spoiler' ? 'diff' : 'spoiler'), []];
    case 'l':
      return [show(state, view === 'list' ? 'verdict' : 'list'), []];
    case '?':
      return askForHelp(state);
    case 'v':
    case 'escape':
      return [show(state, 'verdict'), []];
    case 'up':
    case 'k':
      return [{ ...state, scroll: scroll - 1 }, []];
    case 'down':
    case 'j':
      return [{ ...state, scroll: scroll + 1 }, []];
    case 'pageup':
      return [{ ...state, scroll: scroll - PAGE }, []];
    case 'pagedown':
    case 'space':
      return [{ ...state, scroll: scroll + PAGE }, []];
    default:
      return [state, view === 'list' && /^[1-9]$/.test(key) ? [{ kind: 'open', number: Number(key) }] : []];
  }
}
