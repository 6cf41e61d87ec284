/** What a tab is told: the state of one lab, in the words and forms that a page needs. */

import MarkdownIt from 'markdown-it';
import type { RecordedGroup, Recording } from '../../checker/run/recording.ts';
import type { Fact, Verdict } from '../../checker/verdict.ts';
import { type Lab, readHints } from '../../course/course.ts';
import { nextLab } from '../../course/next-lab.ts';
import { sentenceOn, stayedIn } from '../../practice/sentence.ts';
import { labOf } from './advance.ts';
import { inOwnLanguage } from './in-own-language.ts';
import { type Place, type PlaceOf, placesIn } from './places.ts';
import type { Activity, Notes, Problem, State } from './state.ts';

export type Drawing = Pick<Recording, 'title' | 'outcome' | 'baseline' | 'peak' | 'after' | 'samples' | 'marks'>;

export interface Group extends Pick<RecordedGroup, 'count' | 'wait' | 'leaked' | 'source'> {
  place: Place;
  stack: { name: string; place: Place }[];
}

/** Those of the run before, where nobody is there any more. */
export interface Groups {
  of: 'before' | 'now';
  /** Tasks that stayed, and those of them that are proven never to finish. */
  stayed: number;
  proven: number;
  running: boolean;
  groups: Group[];
}

/** What a classroom has on the page of who has joined it. */
export interface Room {
  line: string | null;
  /** Null where nobody is there to be asked any more. */
  hand: 'down' | 'up' | 'coming' | null;
}

export interface View {
  activity: Activity['kind'] | null;
  /** The lab that something is going on in, where it is another one. */
  elsewhere: string | null;
  missing: string | null;
  before: Drawing | null;
  now: Drawing | null;
  /** What was seen, in one sentence, and what to know besides. */
  sentence: string | null;
  notes: string[];
  problem: (Problem & { place: Place | null }) | null;
  groups: Groups | null;
  phase: string | null;
  facts: (Fact & { place: Place | null })[];
  verdict: Pick<Verdict, 'outcome' | 'reason' | 'counts' | 'notes' | 'output' | 'seed' | 'ms'> | null;
  beside: Notes;
  passed: boolean;
  /** After a pass. */
  learned: string[];
  /** HTML, escaped. */
  hints: { title: string; html: string }[];
  hintsInAll: number;
  /** Null without a classroom. */
  room: Room | null;
  /** The lab to go on with; null where all are done. */
  next: { name: string; number: number; title: string } | null;
  labs: { name: string; number: number; title: string; passed: boolean; given: boolean; current: boolean }[];
}

const markdown = MarkdownIt({ html: false });

export function viewOf(state: State, lab: Lab, course: readonly Lab[], room: Room | null): View {
  const { activity, done } = state;
  const { missing, before, now, problem, phase, facts, verdict: judged, said, notes } = labOf(state, lab.name);
  const verdict = judged === null ? null : inOwnLanguage(judged, said);
  const { passed = false, hints = 0 } = done.labs[lab.name] ?? {};
  const all = readHints(lab);
  const placeOf = placesIn(lab);
  const isDone = (name: string): boolean => done.labs[name]?.passed === true || done.labs[name]?.caughtUp === true;
  const next = nextLab(course, { isDone }, lab.name);
  const placed = (where: string | undefined): Place | null => (where === undefined ? null : placeOf(where));
  return {
    activity: activity?.lab === lab.name ? activity.kind : null,
    elsewhere: activity === null || activity.lab === lab.name ? null : activity.lab,
    missing,
    before: before === null ? null : drawingOf(before),
    now: now === null ? null : drawingOf(now),
    sentence: now === null || now.outcome === 'running' ? null : sentenceOn(shortened(now, lab), before),
    notes: now?.notes ?? [],
    problem: problem === null ? null : { ...problem, place: placed(problem.where) },
    groups: groupsOf(placeOf, before, now),
    phase,
    facts: (verdict?.facts ?? facts).map((fact) => ({ ...fact, place: placed(fact.where) })),
    verdict: verdict === null ? null : briefly(verdict),
    beside: notes,
    passed,
    learned: passed ? lab.learned : [],
    hints: all.slice(0, hints).map(({ title, text }) => ({ title, html: markdown.render(text) })),
    hintsInAll: all.length,
    room,
    next: next === null ? null : { name: next.name, number: next.number, title: next.title },
    labs: course.map(({ name, number, title }) => ({
      name,
      number,
      title,
      passed: done.labs[name]?.passed ?? false,
      given: done.labs[name]?.caughtUp ?? false,
      current: done.current === name,
    })),
  };
}

/** A course elsewhere than in this repository has long paths; here all are of this lab. */
function shortened(recording: Recording, { name }: Lab): Recording {
  const groups = recording.groups.map((group) => {
    const [, file] = group.where.split(`/labs/${name}/`);
    return file === undefined ? group : { ...group, where: `labs/${name}/${file}` };
  });
  return { ...recording, groups };
}

function drawingOf({ title, outcome, baseline, peak, after, samples, marks }: Recording): Drawing {
  return { title, outcome, baseline, peak, after, samples, marks };
}

function briefly({ outcome, reason, counts, notes, output, seed, ms }: Verdict): View['verdict'] {
  return {
    outcome,
    notes,
    seed,
    ms,
    ...(reason === undefined ? {} : { reason }),
    ...(counts === undefined ? {} : { counts: { ...counts, samples: [] } }),
    ...(output === undefined ? {} : { output }),
  };
}

function groupsOf(placeOf: PlaceOf, before: Recording | null, now: Recording | null): Groups | null {
  const of = now === null || now.outcome === 'settled' ? 'before' : 'now';
  const recording = of === 'now' ? now : before;
  if (recording === null) return null;
  return {
    of,
    stayed: stayedIn(recording),
    proven: recording.leaked,
    running: recording.outcome === 'running',
    groups: recording.groups.map(({ count, wait, leaked, source, where, stack }) => ({
      count,
      wait,
      leaked,
      source,
      place: placeOf(where),
      stack: stack.map((frame) => ({ name: frame.name, place: placeOf(frame.where) })),
    })),
  };
}
