/** Leak tests side by side: the same handlers under each tool. */
import { type Effort, isShort, type Reading, reading } from '../measure.ts';
import type { Seen } from './observe.ts';
import type { SuiteName, Tool } from './tools.ts';

export interface Compared {
  name: string;
  /** The tests run one after the other, and at the same time. */
  alone: Seen;
  together: Seen;
  /** Whether a leak changes the exit status of the run. */
  failsTheRun: boolean;
  /** Seconds that the run with the lost sender takes longer than without the tool. */
  verdict: Reading;
  /** Milliseconds that are added to each of many tests of a healthy handler. */
  healthy: Reading;
}

export interface Comparison {
  versions: string[];
  missing: string[];
  tools: Compared[];
}

/** As many tests as the suite `healthy` has. */
const HEALTHY = 500;
const ROUNDS = 5;

export async function compare(
  tools: readonly Tool[],
  effort: Effort,
  tell: (text: string) => void,
): Promise<Comparison['tools']> {
  const compared: Compared[] = [];
  for (const tool of tools) {
    const alone = await tool.run('alone');
    const together = await tool.run('together');
    const verdict = await added(tool, 'query', effort);
    const whole = await added(tool, 'healthy', effort);
    // What the tool costs a run of a single healthy test is no cost of a test.
    const once = await added(tool, 'buffered', effort);
    const healthy = whole.map((seconds, round) => ((seconds - (once[round] ?? 0)) * 1000) / HEALTHY);
    compared.push({
      name: tool.name,
      alone: alone.seen,
      together: together.seen,
      failsTheRun: alone.status !== 0,
      verdict: reading(verdict),
      healthy: reading(healthy),
    });
    tell(tool.name);
  }
  return compared;
}

/** Seconds: each run with the tool less the one without it that came before. */
async function added(tool: Tool, suite: SuiteName, effort: Effort): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < (isShort(effort) ? 1 : ROUNDS); round++) {
    const without = await tool.run(suite, true);
    const { seconds } = await tool.run(suite);
    values.push(seconds - without.seconds);
  }
  return values;
}
