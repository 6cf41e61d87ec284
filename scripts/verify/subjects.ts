/** What is judged to prove the checkers: starters, right fixes and wrong ones, and what each has to give. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Lab } from '../course/course.ts';
import { unpackStarter } from '../course/starter.ts';

export interface Subject {
  lab: Lab;
  /** `starter`, `solution`, `alternatives/<name>` or `wrong/<name>`. */
  name: string;
  folder: string;
  /** The fact at which it has to fail; null where it has to pass. */
  fact: string | null;
}

const Wrong = z.strictObject({ why: z.string().min(1), fact: z.string() });

export function subjectsOf(root: string, lab: Lab): Subject[] {
  const named = (kind: string): string[] => {
    const folder = join(lab.solution, kind);
    return existsSync(folder)
      ? readdirSync(folder)
          .sort()
          .map((name) => `${kind}/${name}`)
      : [];
  };
  return [
    { lab, name: 'starter', folder: unpackStarter(root, lab), fact: lab.starterFact },
    { lab, name: 'solution', folder: lab.solution, fact: null },
    ...named('alternatives').map((name) => ({ lab, name, folder: join(lab.solution, name), fact: null })),
    ...named('wrong').map((name) => {
      const folder = join(lab.solution, name);
      return {
        lab,
        name,
        folder,
        fact: Wrong.parse(JSON.parse(readFileSync(join(folder, 'wrong.json'), 'utf8'))).fact,
      };
    }),
  ];
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
