/**
 * The shapes of what an agent answers. Both ends are of one package, but anybody may stand at the other end: a number is a
 * number here, and a list a list. What is not named is left out, so that nothing of it is shown.
 */
import { z } from 'zod';
import type { Diagnosis } from '../protocol/diagnosis.ts';
import type { MemoryStatistics, Statistics } from '../protocol/statistics.ts';
import type { Group, Profile } from '../registry/groups.ts';
import { WAIT_REASONS } from '../registry/names.ts';
import type { StackFrame } from '../registry/places.ts';
import type { Task } from '../registry/tasks.ts';
import type { Tracking } from '../registry/tracking.ts';
import type { HeldGroup, HeldHead } from '../snapshot/index.ts';

const count = z.int().min(0);
const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
/** A newer one may wait for more than we know: then it is any promise. */
const wait = z.enum([...WAIT_REASONS, 'running']).catch('await');
/** Programs without types put numbers there. */
const labels = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((value) => String(value)),
);

const trackingSchema = z.object({
  tracking: z.boolean(),
  reason: z.string().nullable(),
  files: count,
  skipped: z.array(z.object({ file: z.string(), line: z.exactOptional(count), reason: z.string() })),
  notTrackable: count,
}) satisfies z.ZodType<Tracking>;

const placeSchema = z.object({ name: z.string(), file: z.string(), line: count });

export const diagnosisSchema = z.object({
  pid: count,
  tracking: trackingSchema,
  cache: z.string().nullable(),
  cacheWritable: z.boolean(),
  tasks: count,
  leaks: z.array(placeSchema.extend({ count })),
  mapped: count,
  withoutSource: z.array(placeSchema),
  inexact: z.array(placeSchema),
}) satisfies z.ZodType<Diagnosis>;

const missingSchema = z.array(z.object({ thread: count, name: z.string(), reason: z.string() }));

export const statisticsSchema = z.object({
  pid: count,
  nodeVersion: z.string().regex(/^v\d{1,4}\.\d{1,4}\.\d{1,4}(-[\w.]{1,32})?$/),
  // Agents of an older version do not tell it.
  script: z.string().default(''),
  clusterWorker: count.nullable(),
  tracking: trackingSchema,
  tasks: count,
  leaked: count,
  threads: count.nullable(),
  workers: count,
  workerThreads: z.array(
    z.object({ thread: count, name: z.string(), tasks: count, leaked: count, tracking: trackingSchema }),
  ),
  missingThreads: missingSchema,
  allThreads: z.object({ tasks: count, leaked: count }),
  processors: count,
  loopDelay: amount,
  loopUtilization: amount,
  uptime: amount,
}) satisfies z.ZodType<Statistics>;

export const memorySchema = z.object({
  rss: count,
  heapTotal: count,
  heapUsed: count,
  heapLimit: count,
  external: count,
  arrayBuffers: count,
}) satisfies z.ZodType<MemoryStatistics>;

const frameSchema = z.object({
  name: z.string(),
  file: z.string(),
  line: count,
  column: count,
  functionLine: count,
  address: z.string().regex(/^0x[0-9a-f]{1,12}$/),
}) satisfies z.ZodType<StackFrame>;

const waiting = {
  name: z.string(),
  frames: z.array(frameSchema),
  createdBy: frameSchema.nullable(),
  // Agents of an older version do not tell it.
  creatorCalledBy: frameSchema.nullable().default(null),
  wait,
  ms: amount,
  labels,
};

export const taskSchema = z.object({ id: count, ...waiting }) satisfies z.ZodType<Task>;

const groupSchema = z.object({
  count,
  leaked: z.boolean(),
  function: frameSchema,
  exemplars: z.array(count),
  ...waiting,
}) satisfies z.ZodType<Group>;

export const profileSchema = z.object({
  total: count,
  groups: z.array(groupSchema),
  missing: z.exactOptional(missingSchema),
}) satisfies z.ZodType<Profile>;

const heldGroupSchema = groupSchema.extend({
  heldBy: z.array(z.object({ count, path: z.array(z.string()) })),
  lost: count,
}) satisfies z.ZodType<HeldGroup>;

/** What goes before a heap snapshot of the same moment. */
export const heldHeadSchema = z.object({
  total: count,
  groups: z.array(z.object({ group: groupSchema, innermost: z.array(count) })),
  notShown: z.array(z.string()),
  workers: z.object({ total: count, groups: z.array(heldGroupSchema), notShown: z.array(z.string()) }),
  refused: z.string().nullable(),
}) satisfies z.ZodType<HeldHead>;

/** What an agent has answered, in that shape; null where it is none. */
export function readAnswer<T>(text: string, schema: z.ZodType<T>): T | null {
  return schema.safeParse(parsed(text)).data ?? null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
