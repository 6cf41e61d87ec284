/** Runs programs bare and tracked, and says of each what is wrong. */
import { compare } from './compare.ts';
import { type Stage, truth } from './oracle.ts';
import { type Printed, print } from './print.ts';
import type { Program } from './program.ts';
import { type How, type Outcome, Runner } from './runner.ts';

export interface Verdict {
  text: string;
  /** What is wrong; empty where nothing is. Null where the program was not run, since its truth is not one thing. */
  problems: string[] | null;
}

/** Leaks are kept in groups, of which there is a limited number in a process. */
const PROGRAMS_A_PROCESS = 150;
/** Of module, in turn. */
const KINDS = ['mjs', 'cjs', 'mts'];
const STAGES = ['once all have started', 'after the first round', 'after the second round'];

export class Judge {
  readonly #how: Omit<How, 'tracked'> & { major: number };
  #runners: { bare: Runner; tracked: Runner } | null = null;
  #left = 0;
  #count = 0;

  constructor(how: Omit<How, 'tracked'> & { major: number }) {
    this.#how = how;
  }

  /** They share a process, and run at the same time. */
  async judge(programs: readonly Program[]): Promise<Verdict[]> {
    const { verdicts, counts } = await this.#judgeTogether(programs);
    const [first] = verdicts;
    const isFailing = verdicts.some(({ problems }) => problems !== null && problems.length > 0);
    if (counts.length === 0 || first === undefined || (isFailing && programs.length > 1)) return verdicts;
    if (programs.length === 1) return [{ ...first, problems: [...(first.problems ?? []), ...counts] }];
    // Whose fault it is shows where each is alone.
    const alone: Verdict[] = [];
    for (const program of programs) alone.push(...(await this.judge([program])));
    if (alone.some(({ problems }) => problems !== null && problems.length > 0)) return alone;
    return [{ ...first, problems: counts.map((each) => `${each}, in the company of others`) }, ...verdicts.slice(1)];
  }

  async #judgeTogether(programs: readonly Program[]): Promise<{ verdicts: Verdict[]; counts: string[] }> {
    const cases = programs.map((program) => {
      const name = `p${this.#count}.${KINDS[this.#count++ % KINDS.length]}`;
      const printed = print(program, name, { using: this.#how.major >= 24 });
      const stages = truth(program, printed);
      return { name, printed, stages };
    });
    const run = new Map(
      cases.flatMap(({ name, printed, stages }) => (stages === null ? [] : [[name, printed] as const])),
    );
    const runners = await this.#runnersFor(run.size);
    const [bare, tracked] = await Promise.all([runners.bare.run(run), runners.tracked.run(run)]);
    const verdicts = cases.map(({ name, printed, stages }) => ({
      text: printed.text,
      problems: stages === null ? null : problemsOf(name, printed, stages, bare, tracked),
    }));
    return { verdicts, counts: countProblems(tracked) };
  }

  async end(): Promise<void> {
    const runners = this.#runners;
    this.#runners = null;
    await Promise.all([runners?.bare.end(), runners?.tracked.end()]);
  }

  async #runnersFor(count: number): Promise<{ bare: Runner; tracked: Runner }> {
    if (this.#runners === null || this.#left < count) {
      await this.end();
      this.#left = Math.max(PROGRAMS_A_PROCESS, count);
      this.#runners = {
        bare: new Runner({ ...this.#how, tracked: false, fault: undefined }),
        tracked: new Runner({ ...this.#how, tracked: true }),
      };
    }
    this.#left -= count;
    return this.#runners;
  }
}

function problemsOf(
  name: string,
  printed: Printed,
  stages: readonly Stage[],
  bare: Outcome,
  tracked: Outcome,
): string[] {
  const [one, other] = [bare.traces[name] ?? [], tracked.traces[name] ?? []];
  const problems: string[] = [];
  const differing = Array.from({ length: Math.max(one.length, other.length) }, (_, index) => index).find(
    (index) => one[index] !== other[index],
  );
  if (differing !== undefined)
    problems.push(`event ${differing} is \`${other[differing]}\`, and \`${one[differing]}\` in bare code`);
  for (const [index, stage] of stages.entries()) {
    const looks = tracked.stages[index];
    if (looks === undefined) continue;
    const [before, after] = looks;
    const when = STAGES[index];
    const say = (collected: boolean, found: string[]): void => {
      problems.push(...found.map((each) => `${when}${collected ? ', collected' : ''}: ${each}`));
    };
    say(false, compare(stage, before.byProgram[name] ?? [], printed, false));
    say(true, compare(stage, after.byProgram[name] ?? [], printed, true));
  }
  return problems;
}

/** Of all programs of a batch together. */
function countProblems({ stages, frames }: Outcome): string[] {
  const problems = stages.flatMap(([before, after], index) => {
    const found: string[] = [];
    if (before.count !== after.count)
      found.push(`the count is ${before.count} before a collection, and ${after.count} after it`);
    for (const { count, sum } of [before, after])
      if (count !== sum) found.push(`the count is ${count}, and ${sum} tasks are told`);
    if (before.strange.length + after.strange.length > 0) found.push('tasks are told of programs that have ended');
    return found.map((each) => `${STAGES[index]}: ${each}`);
  });
  return frames === 0 ? problems : [...problems, `${frames} frames live on at the end`];
}
