/** What `run` has seen: the form that `json` prints, that is kept from before the fix, and that every drawing is made of. */
import { z } from 'zod';

const Group = z.object({
  count: z.number(),
  wait: z.string(),
  /** Whether it is proven that they can never finish. */
  leaked: z.boolean(),
  /** `file:line` of the await that they stand at; empty where the lab teaches to find it. */
  where: z.string(),
  /** What stands on that line. */
  source: z.string(),
  /** The calls that wait for each other, innermost first. Runs that were kept before this was recorded have none. */
  stack: z.array(z.object({ name: z.string(), where: z.string() })).default([]),
});

export const Recording = z.object({
  lab: z.string(),
  /** What was done to the program. */
  title: z.string(),
  seed: z.number(),
  /**
   * `running`: it goes on. `settled`: the count is back at its baseline. `leaked`: tasks stayed, some of them proven
   * never to finish. `stuck`: tasks stayed, and nothing is proven.
   */
  outcome: z.enum(['running', 'settled', 'leaked', 'stuck']),
  baseline: z.number(),
  /** Kept by events, so no sample misses it. */
  peak: z.number(),
  /** The count now; in the end, where it stays. */
  after: z.number(),
  /** Tasks proven never to finish. */
  leaked: z.number(),
  /** Milliseconds since the baseline, and the highest count since the sample before. */
  samples: z.array(z.tuple([z.number(), z.number()])),
  /** When the load started, when it was over. */
  marks: z.array(z.object({ ms: z.number(), name: z.enum(['load', 'settle']) })),
  /** Tasks beyond the baseline, the largest group first. */
  groups: z.array(Group),
  notes: z.array(z.string()),
});

export type Recording = z.infer<typeof Recording>;
export type RecordedGroup = z.infer<typeof Group>;
