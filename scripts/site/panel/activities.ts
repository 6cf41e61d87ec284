/** What takes time: a run, a check, and what stands beside a verdict. Each tells of itself by events, and ends when its signal does. */
import { CouldNotJudge } from '../../checker/facts.ts';
import type { Judge, Others } from '../../checker/judge.ts';
import { RunFailed } from '../../checker/run/record.ts';
import type { Lab } from '../../course/course.ts';
import { digestOf } from '../../course/digest.ts';
import type { Progress } from '../../course/progress.ts';
import { changedCourseFiles } from '../../course/tampering.ts';
import { typeErrors } from '../../course/type-errors.ts';
import type { Language } from '../../language/language.mjs';
import type { Classroom } from '../../practice/classroom/classroom.ts';
import { judgeLab } from '../../practice/judge-lab.ts';
import { Subject } from '../../practice/subject.ts';
import type { Event, Problem } from './state.ts';

export interface Surroundings {
  root: string;
  course: readonly Lab[];
  progress: Progress;
  classroom: Classroom;
  happened(event: Event): void;
}

/** Runs the learner's code, or the starter, which is drawn in the place of the run before where it is other code. */
export async function run(
  { root, progress, happened }: Surroundings,
  lab: Lab,
  { number, starter }: { number: number; starter: boolean },
  signal: AbortSignal,
): Promise<void> {
  try {
    const subject = new Subject({ root, progress }, lab, starter);
    const of = subject.digest === digestOf(lab.folder, lab.files) ? 'now' : 'before';
    const recording = await subject.record((sample) => {
      if (!signal.aborted) happened({ kind: 'sampled', number, of, recording: sample });
    }, signal);
    happened({ kind: 'sampled', number, of, recording });
    happened({ kind: 'ran', number });
  } catch (error) {
    if (!signal.aborted) happened({ kind: 'not-run', number, problem: problemOf(error) });
  }
}

export async function check(
  { root, course, progress, classroom, happened }: Surroundings,
  judge: Judge,
  lab: Lab,
  { number, language }: { number: number; language: Language },
  signal: AbortSignal,
): Promise<void> {
  try {
    let others: Others = {};
    const verdict = await judgeLab(judge, lab, progress, {
      signal,
      onOthers: (told) => {
        others = told;
      },
      onProgress: (phase) => happened({ kind: 'phase', number, phase }),
      onFacts: (facts) => happened({ kind: 'facts', number, facts }),
    });
    classroom.judged(lab, verdict);
    happened({ kind: 'judged', number, verdict, said: { language, others } });
    const [errors, changed] = await Promise.all([typeErrors(root, lab, signal), changedCourseFiles(root, course)]);
    if (!signal.aborted) happened({ kind: 'noted', number, lab: lab.name, notes: { typeErrors: errors, changed } });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof RunFailed) {
    const { finding, output } = error;
    return {
      help: finding.help,
      actual: String(finding.actual),
      ...(finding.where ? { where: finding.where } : {}),
      ...(output === '' ? {} : { output }),
    };
  }
  const deliberate = error instanceof CouldNotJudge || (error instanceof Error && error.constructor === Error);
  // Of a mistake of ours the author wants to see the place.
  if (!deliberate) console.error(error);
  return { help: error instanceof Error ? error.message : String(error) };
}
