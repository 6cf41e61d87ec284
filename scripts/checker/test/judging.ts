/** Judging fixtures: in the same warm processes as a learner's code, a few at a time. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Judge, startJudge } from '../judge.ts';
import type { Patience } from '../patience.ts';
import type { Verdict } from '../verdict.ts';

export const LAB = join(import.meta.dirname, 'lab');

export function fixture(name: string): string {
  return join(import.meta.dirname, 'fixtures', name);
}

/** Judges that are used again and again; each has one check at a time. */
export class JudgePool {
  readonly #free: Judge[];
  readonly #all: Judge[];
  readonly #waiting: ((judge: Judge) => void)[] = [];

  constructor(size: number) {
    this.#all = Array.from({ length: size }, startJudge);
    this.#free = [...this.#all];
  }

  async judge(folder: string, { labFolder = LAB, patience = {} }: Options = {}): Promise<Verdict> {
    const judge = this.#free.pop() ?? (await new Promise<Judge>((resolve) => this.#waiting.push(resolve)));
    try {
      return await judge.judge({ lab: 'fixture', labFolder, folder, patience });
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(judge);
      else next(judge);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((judge) => judge.close()));
  }
}

interface Options {
  labFolder?: string;
  patience?: Partial<Patience>;
}

/** Command lines of the running processes that this text stands in. */
export function running(text: string): string[] {
  return execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .filter((line) => line.includes(text) && !line.startsWith('ps '));
}
