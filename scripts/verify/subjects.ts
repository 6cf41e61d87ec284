/** What is judged to prove the checkers: starters, right fixes and wrong ones, and what each has to give. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../course/course.ts';
import { unpackStarter } from '../course/starter.ts';
import { readWrongFix, StaleWrongFix, unpackWrongFix, wrongFixNames } from '../course/wrong-fixes.ts';

export interface Subject {
  lab: Lab;
  /** `starter`, `solution`, `alternatives/<name>` or `wrong/<name>`. */
  name: string;
  folder: string;
  /** Why there is nothing to judge: a difference that no longer applies. */
  stale?: string;
  /** The fact at which it has to fail; null where it has to pass. */
  fact: string | null;
}

export function subjectsOf(root: string, lab: Lab): Subject[] {
  const alternatives = join(lab.solution, 'alternatives');
  const names = existsSync(alternatives) ? readdirSync(alternatives).sort() : [];
  return [
    { lab, name: 'starter', folder: unpackStarter(root, lab), fact: lab.starterFact },
    { lab, name: 'solution', folder: lab.solution, fact: null },
    ...names.map((name) => ({ lab, name: `alternatives/${name}`, folder: join(alternatives, name), fact: null })),
    ...wrongFixNames(lab).map((name) => wrongSubject(root, lab, name)),
  ];
}

function wrongSubject(root: string, lab: Lab, fix: string): Subject {
  const name = `wrong/${fix}`;
  const { fact } = readWrongFix(lab, fix);
  try {
    return { lab, name, folder: unpackWrongFix(root, lab, fix), fact };
  } catch (error) {
    if (!(error instanceof StaleWrongFix)) throw error;
    return { lab, name, folder: '', stale: error.message, fact };
  }
}

/** The first of each kind: starter, solution, one other right fix and one wrong fix of each lab. */
export function oneOfEachKind(subjects: readonly Subject[]): Subject[] {
  const kinds = new Map<string, Subject>();
  for (const subject of subjects) {
    const [kind] = subject.name.split('/', 1);
    const key = `${subject.lab.name} ${kind}`;
    if (!kinds.has(key)) kinds.set(key, subject);
  }
  return [...kinds.values()];
}

/** One of each lab after the other: some labs compute and others wait, so that those at work at one time are of both. */
export function labsInTurn(subjects: readonly Subject[]): Subject[] {
  const labs = [...Map.groupBy(subjects, ({ lab }) => lab.name).values()];
  const most = Math.max(0, ...labs.map(({ length }) => length));
  return Array.from({ length: most }, (_, turn) => labs.flatMap((lab) => lab.slice(turn, turn + 1))).flat();
}
