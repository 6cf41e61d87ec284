/** A process that nobody prepared: asked about first, then paused, read, and left as it was. */
import { type Attached, attach as attachTo, type Candidate, lookAt } from '../../attach/attach.ts';
import { AttachError } from '../../attach/errors.ts';
import { confirm } from '../confirm.ts';
import { executableVersion } from '../executable-version.ts';
import { KeptSnapshot } from '../kept-snapshot.ts';
import { TargetError } from '../target.ts';
import { writePprof } from '../write-pprof.ts';
import type { Context } from './context.ts';

export interface AttachCommand {
  json: boolean;
  /** Asks nothing. */
  yes: boolean;
  force: boolean;
  /** A file for the binary form. */
  pprof?: string;
  /** A file for the snapshot, which is written nowhere else; that of a worker has its number behind the name. */
  snapshot?: string;
  /** Seconds. */
  patience: number;
}

// Loaded once something is shown: a process that waits to be looked at is looked at first.
const rendering = () => import('../render/attached.ts');

/** Throws a `TargetError`. */
export async function attach(context: Context, word: string, command: AttachCommand): Promise<void> {
  if (process.platform !== 'linux') {
    throw new TargetError(
      '`attach` is not supported here, for it was tried on Linux alone: have the program write a snapshot with `--heapsnapshot-signal` or `v8.writeHeapSnapshot()`, and read that with `taskscope snapshot FILE`.',
    );
  }
  if (!/^[1-9]\d{0,9}$/.test(word)) {
    throw new TargetError(`\`${word}\` is no pid: run \`taskscope\` for the pids of this machine.`);
  }
  const pid = Number(word);
  try {
    const candidate = await lookAt(pid, await executableVersion(pid), command.force);
    if (!command.yes) await confirm((await rendering()).renderQuestion(candidate));
    // Ctrl-Z would keep the inspector open for as long as this command stands still.
    process.on('SIGTSTP', () => {});
    const attached = await read(candidate, command);
    if (command.json) return await context.write(await jsonOf(pid, attached));
    // What was read is seen while the inspector closes.
    if (command.pprof !== undefined) await writePprof(context.write, command.pprof, await encode(pid, attached));
    else {
      const { renderThreads } = await rendering();
      await context.write(renderThreads(attached, context));
    }
    const stillOpen = await attached.closed;
    if (stillOpen !== null) await context.write(`\n${stillOpen}\n`);
  } catch (error) {
    if (!(error instanceof AttachError)) throw error;
    throw new TargetError(error.message);
  }
}

/** A file that can't be written is found before the process is paused for it. */
async function read(candidate: Candidate, { force, patience, snapshot }: AttachCommand): Promise<Attached> {
  const options = { force, patience: patience * 1000 };
  if (snapshot === undefined) return attachTo(candidate, options);
  const kept = new Map([[0, await KeptSnapshot.create(snapshot)]]);
  async function* copy(thread: number, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const file = kept.get(thread) ?? (await KeptSnapshot.create(`${snapshot}.${thread}`));
    kept.set(thread, file);
    yield* file.copy(bytes);
  }
  try {
    return await attachTo(candidate, { ...options, copy });
  } finally {
    for (const each of kept.values()) await each.end();
  }
}

async function jsonOf(pid: number, { threads, missing, closed }: Attached): Promise<string> {
  return `${JSON.stringify({ pid, threads, missing, stillOpen: await closed }, null, 2)}\n`;
}

async function encode(pid: number, { threads }: Attached): Promise<Uint8Array> {
  const [{ encodeProfile }, { suspendedProfile }] = await Promise.all([
    import('../../profile/encode-profile.ts'),
    import('../../snapshot/index.ts'),
  ]);
  const all = threads.map(({ suspended }) => suspended);
  const whole = {
    total: all.reduce((sum, { total }) => sum + total, 0),
    groups: all.flatMap(({ groups }) => groups),
    notShown: [],
  };
  return encodeProfile(suspendedProfile(whole), { program: `process ${pid}` });
}
