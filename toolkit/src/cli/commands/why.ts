/** What keeps the tasks of a process alive: its agent takes a heap snapshot, and it is read here. */
import { writeFile } from 'node:fs/promises';
import { type Estimate, estimate, mebibytes, objection, seconds } from '../../attach/estimate.ts';
import { freeMemory } from '../../attach/free-memory.ts';
import { encodeProfile } from '../../profile/encode-profile.ts';
import { printable } from '../../profile/printable.ts';
import { Signal } from '../../protocol/signals.ts';
import { formatHeld, heldProfile, readHeld, SnapshotError } from '../../snapshot/index.ts';
import { ask, askJson, askStatistics } from '../ask.ts';
import { confirm } from '../confirm.ts';
import { heldHeadSchema, memorySchema, readAnswer } from '../schemas.ts';
import { findTarget, type Target, TargetError } from '../target.ts';
import type { Context } from './context.ts';

export interface WhyCommand {
  json: boolean;
  /** Asks nothing. */
  yes: boolean;
  /** Whatever speaks against it. */
  force: boolean;
  /** A file for the binary form. */
  pprof?: string;
}

/** Throws a `TargetError`. */
export async function why(context: Context, word: string, { json, yes, force, pprof }: WhyCommand): Promise<void> {
  const target = findTarget(word);
  const { pid, workerThreads } = await askStatistics(target);
  const { heapUsed } = await askJson(target, Signal.memoryJson, memorySchema);
  const expected = estimate(heapUsed);
  const problem = force ? null : objection(expected, freeMemory(pid));
  if (problem !== null) {
    throw new TargetError(`Process \`${pid}\` was not paused: ${problem}. Add \`--force\` if it may.`);
  }
  if (!yes) await confirm(question(pid, expected, workerThreads.length));
  const held = await read(target, pid);
  if (pprof !== undefined) {
    await writeFile(pprof, await encodeProfile(heldProfile(held), { program: `process ${pid}` }));
    return context.write(`Written: \`${pprof}\`. Look at it with \`go tool pprof ${pprof}\`.\n`);
  }
  await context.write(json ? `${JSON.stringify(held, null, 2)}\n` : formatHeld(held, context));
}

async function read(target: Target, pid: number): ReturnType<typeof readHeld> {
  try {
    return await readHeld(ask(target, Signal.heldTasks), (line) => readAnswer(line, heldHeadSchema));
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    throw new TargetError(`What holds the tasks of process \`${pid}\` is not known: ${printable(error.message)}`);
  }
}

/** All that will happen to the process. */
function question(pid: number, { pause, memory }: Estimate, workers: number): string {
  const threads =
    workers === 1 ? 'Its worker thread is' : `Each of its ${workers} worker threads is, one after the other,`;
  return [
    `Process \`${pid}\` would be paused:`,
    `for about ${seconds(pause)}, on a busy machine twice that, and with up to ${mebibytes(memory)} of memory more.`,
    'Its agent takes a heap snapshot, which is read here and kept nowhere.',
    ...(workers === 0 ? [] : [`${threads} paused before that, as long as its own heap takes.`]),
  ].join('\n');
}
