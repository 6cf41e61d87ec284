/** Generated inputs for what reads foreign bytes. */
import { type Arbitrary, assert, asyncProperty } from 'fast-check';
import type { TaskMeta } from 'vitest';
import { inputs } from './inputs.ts';
import { tried } from './tried.ts';

/** Milliseconds of processor time for one input, after which it counts as a hang: a thousand times what the slowest parser takes. */
const HANG = 5000;

/**
 * Holds `holds` against so many inputs as this run has. It returns where the input was taken, or refused as it should be, and throws otherwise.
 * A failure names the smallest input that was found, and the seed. `task` is that of the test.
 */
export async function fuzz<T>(
  task: { meta: TaskMeta },
  arbitrary: Arbitrary<T>,
  holds: (input: T) => void | Promise<void>,
): Promise<void> {
  const property = asyncProperty(arbitrary, async (input) => {
    const start = process.cpuUsage();
    await holds(input);
    const { user } = process.cpuUsage(start);
    if (user / 1000 > HANG) throw new Error(`it took ${user / 1000} ms of processor time`);
  });
  await assert(property, { numRuns: inputs() });
  tried(task, inputs());
}
