/** Asking an agent: one signal, and the bytes that come until it closes. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Signal } from '../protocol/signals.ts';
import type { Statistics } from '../protocol/statistics.ts';
import { checkAlive, type Target, TargetError } from './target.ts';

/** Milliseconds without a byte after which an agent does not answer: with the start of the command, 2 s at most. */
const PATIENCE = 1600;
/** The same where a collection comes before the first byte: its pause grows with the heap. */
const COLLECTION_PATIENCE = 60_000;
const COLLECTING: ReadonlySet<Signal> = new Set([Signal.collect, Signal.leaksJson]);

/** The answer in pieces. Throws a `TargetError`. */
export async function* ask(target: Target, signal: Signal, patience = PATIENCE): AsyncGenerator<Buffer> {
  // One that does not answer at all is said so at once, and not after the patience that a collection needs.
  if (COLLECTING.has(signal)) await askStatistics(target);
  const socket = connect(target.at);
  socket.setTimeout(COLLECTING.has(signal) ? COLLECTION_PATIENCE : patience, () => {
    const heard = socket.bytesRead;
    // Its answer may be there, unread, where this process itself had no time.
    setImmediate(() => {
      if (socket.bytesRead === heard) socket.destroy(new TargetError(silent(target)));
    });
  });
  socket.write(Uint8Array.of(signal));
  try {
    for await (const piece of socket) yield piece;
  } catch (error) {
    if (error instanceof TargetError) throw error;
    stillThere(target);
    throw new TargetError(refused(target, error));
  } finally {
    socket.destroy();
  }
}

export async function askText(target: Target, signal: Signal, patience?: number): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of ask(target, signal, patience)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/** The caller says what shape the answer has; both ends are of one package, and `askStatistics` looks. */
export async function askJson<T>(target: Target, signal: Signal, patience?: number): Promise<T> {
  const text = await askText(target, signal, patience);
  try {
    return JSON.parse(text);
  } catch {
    stillThere(target);
    throw new TargetError(`${nameOf(target)} answers, but is no agent of taskscope: update \`taskscope\` in it.`);
  }
}

/** Also makes sure that the process is the one that was meant: a pid is given to another process one day. */
export async function askStatistics(target: Target, patience?: number): Promise<Statistics> {
  const statistics = await askJson<Statistics>(target, Signal.statisticsJson, patience);
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
