/**
 * Asking an agent: one signal, and the bytes that come until it closes. Whoever answers is trusted with nothing: an answer has a
 * size, a time for the whole of it, and a shape that is looked at before anybody reads it.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { ZodType } from 'zod';
import { Signal } from '../protocol/signals.ts';
import type { Statistics } from '../protocol/statistics.ts';
import { readAnswer, statisticsSchema } from './schemas.ts';
import { checkAlive, type Target, TargetError } from './target.ts';

/** What an answer may take. */
export interface Bounds {
  /** Milliseconds without a byte after which an agent does not answer. */
  patience: number;
  /** Milliseconds for all of it. */
  whole: number;
  bytes: number;
}

const MEBIBYTE = 2 ** 20;
/** With the start of the command, silence is said within 2 s. */
const FEW: Bounds = { patience: 1600, whole: 10_000, bytes: MEBIBYTE };
/** Five million tasks, in the time that an agent gives. */
const TASKS: Bounds = { patience: 1600, whole: 120_000, bytes: 1024 * MEBIBYTE };
const GROUPS: Bounds = { patience: 1600, whole: 60_000, bytes: 64 * MEBIBYTE };
/** A collection comes before the first byte: its pause grows with the heap. */
const COLLECTION = { patience: 60_000, whole: 120_000 };
/** V8 says nothing until it has written down the whole heap, and then all of it. */
const SNAPSHOT = { patience: 120_000, whole: 300_000, bytes: 16_384 * MEBIBYTE };
const COLLECTING: ReadonlySet<Signal> = new Set([Signal.collect, Signal.leaksJson]);

function boundsOf(signal: Signal): Bounds {
  switch (signal) {
    case Signal.collect:
      return { ...FEW, ...COLLECTION };
    case Signal.leaksJson:
      return { ...GROUPS, ...COLLECTION };
    case Signal.profileJson:
      return GROUPS;
    case Signal.heldTasks:
      return SNAPSHOT;
    case Signal.stackTrace:
    case Signal.tasksJson:
      return TASKS;
    default:
      return FEW;
  }
}

/** The answer in pieces. Throws a `TargetError`. */
export async function* ask(
  target: Target,
  signal: Signal,
  bounds: Partial<Bounds> = {},
): AsyncGenerator<Buffer, void, undefined> {
  const { patience, whole, bytes } = { ...boundsOf(signal), ...bounds };
  // One that does not answer at all is said so at once, and not after the patience that a collection needs.
  if (COLLECTING.has(signal)) await askStatistics(target);
  const socket = connect(target.at);
  socket.setTimeout(patience, () => {
    const heard = socket.bytesRead;
    // Its answer may be there, unread, where this process itself had no time.
    setImmediate(() => {
      if (socket.bytesRead === heard) socket.destroy(new TargetError(silent(target)));
    });
  });
  const deadline = setTimeout(() => socket.destroy(new TargetError(endless(target, whole))), whole);
  socket.write(Uint8Array.of(signal));
  try {
    for await (const piece of socket) {
      if (socket.bytesRead > bytes) throw new TargetError(tooLong(target, bytes));
      yield piece;
    }
  } catch (error) {
    if (error instanceof TargetError) throw error;
    stillThere(target);
    throw new TargetError(refused(target, error));
  } finally {
    clearTimeout(deadline);
    socket.destroy();
  }
}

/** What the bytes are as UTF-8; what is none becomes a replacement character. */
export async function* askText(
  target: Target,
  signal: Signal,
  bounds?: Partial<Bounds>,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  for await (const piece of ask(target, signal, bounds)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

/** An answer of another shape than `schema` is none of an agent. Throws a `TargetError`. */
export async function askJson<T>(
  target: Target,
  signal: Signal,
  schema: ZodType<T>,
  bounds?: Partial<Bounds>,
): Promise<T> {
  let text = '';
  for await (const piece of askText(target, signal, bounds)) text += piece;
  return readJson(target, text, schema);
}

/** A value a line, each looked at by itself. Throws a `TargetError`. */
export async function* askJsonLines<T>(
  target: Target,
  signal: Signal,
  schema: ZodType<T>,
): AsyncGenerator<T[], void, undefined> {
  let rest = '';
  for await (const piece of askText(target, signal)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MEBIBYTE) throw new TargetError(noAgent(target));
    yield lines.map((line) => readJson(target, line, schema));
  }
  if (rest !== '') yield [readJson(target, rest, schema)];
}

function readJson<T>(target: Target, text: string, schema: ZodType<T>): T {
  const answer = readAnswer(text, schema);
  if (answer !== null) return answer;
  stillThere(target);
  throw new TargetError(noAgent(target));
}

/** Also makes sure that the process is the one that was meant: a pid is given to another process one day. */
export async function askStatistics(target: Target, bounds?: Partial<Bounds>): Promise<Statistics> {
  const statistics = await askJson(target, Signal.statisticsJson, statisticsSchema, bounds);
  if (target.pid !== null && statistics.pid !== target.pid) {
    throw new TargetError(
      `Process \`${target.pid}\` has no agent; \`${statistics.pid}\` answers at an address that an earlier process of this number left behind. Start it with \`taskscope run\`, or call \`listen()\` of \`taskscope/agent\` in it.`,
    );
  }
  return statistics;
}

/** The process may have ended since it was found, or in the middle of its answer. Throws a `TargetError` then. */
function stillThere({ pid }: Target): void {
  if (pid !== null) checkAlive(pid);
}

function nameOf({ at, pid }: Target): string {
  if (pid !== null) return `Process \`${pid}\``;
  return 'path' in at ? `\`${at.path}\`` : `\`${at.host}:${at.port}\``;
}

function noAgent(target: Target): string {
  return `${nameOf(target)} answers, but is no agent of taskscope: update \`taskscope\` in it.`;
}

function tooLong(target: Target, bytes: number): string {
  return `${nameOf(target)} answers more than ${bytes / MEBIBYTE} MiB: the rest is left out, and it may be no agent of taskscope.`;
}

function endless(target: Target, milliseconds: number): string {
  return `${nameOf(target)} has not ended its answer after ${milliseconds / 1000} s: it is busy, or no agent of taskscope. Try again.`;
}

function silent(target: Target): string {
  switch (stateOf(target.pid)) {
    case 'T':
      return `${nameOf(target)} is stopped: let it go on with \`kill -CONT ${target.pid}\`.`;
    case 'R':
      return `${nameOf(target)} does not answer, for it is busy: a loop that never awaits. Look at it with a CPU profile or a debugger.`;
    default:
      return target.pid === null
        ? `${nameOf(target)} does not answer: its process is stopped, or busy in a loop that never awaits, or it is no agent. Run \`taskscope\` for those of this machine.`
        : `${nameOf(target)} does not answer: it is stopped, or busy in a loop that never awaits. Look at it with a debugger.`;
  }
}

/** As Linux tells it: `R` running, `S` sleeping, `T` stopped; null elsewhere. */
function stateOf(pid: number | null): string | null {
  try {
    return /^\d+ \(.*\) (\w)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}

function refused(target: Target, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EACCES' || code === 'EPERM') {
    return `${nameOf(target)} belongs to another user: ask as that user, or as root.`;
  }
  if (code === 'ECONNREFUSED' || code === 'ENOENT') {
    return target.pid === null
      ? `Nobody listens at ${nameOf(target)}: run \`taskscope\` for the agents of this machine.`
      : `${nameOf(target)} has no agent: call \`listen()\` of \`taskscope/agent\` in it, or start it with \`taskscope run\`.`;
  }
  return `${nameOf(target)} broke off: ${error instanceof Error ? error.message : error}. Try again.`;
}
