/** A process that nobody prepared: asked about first, then paused, read, and left as it was. */
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { type Attached, type AttachOptions, attach as attachTo, type Candidate, lookAt } from '../../attach/attach.ts';
import { AttachError } from '../../attach/errors.ts';
import { mebibytes, seconds } from '../../attach/estimate.ts';
import { encodeProfile } from '../../profile/encode-profile.ts';
import { printable } from '../../profile/printable.ts';
import { SnapshotError, suspendedProfile } from '../../snapshot/index.ts';
import { executableVersion } from '../executable-version.ts';
import { renderSuspended } from '../render/suspended.ts';
import { TargetError } from '../target.ts';
import type { Context } from './context.ts';

export interface AttachCommand {
  json: boolean;
  /** Asks nothing. */
  yes: boolean;
  force: boolean;
  /** A file for the binary form. */
  pprof?: string;
  /** A file for the snapshot of the main thread, which is written nowhere else. */
  snapshot?: string;
  /** Seconds. */
  patience: number;
}

/** Throws a `TargetError`. */
export async function attach(context: Context, word: string, command: AttachCommand): Promise<void> {
  if (process.platform !== 'linux') {
    throw new TargetError(
      `\`attach\` is not supported here, for it was tried on Linux alone: have the program write a snapshot with \`--heapsnapshot-signal\` or \`v8.writeHeapSnapshot()\`, and read that with \`taskscope snapshot FILE\`.`,
    );
  }
  if (!/^[1-9]\d{0,9}$/.test(word)) {
    throw new TargetError(`\`${word}\` is no pid: run \`taskscope\` for the pids of this machine.`);
  }
  const pid = Number(word);
  try {
    const candidate = await lookAt(pid, await executableVersion(pid), command.force);
    if (!command.yes) await ask(candidate);
    // Ctrl-Z would keep the inspector open for as long as this command stands still.
    process.on('SIGTSTP', () => {});
    await show(context, await attachTo(candidate, optionsOf(command)), command);
  } catch (error) {
    if (error instanceof SnapshotError) throw new TargetError(`What process \`${pid}\` has sent: ${error.message}`);
    if (!(error instanceof AttachError)) throw error;
    throw new TargetError(error.message);
  }
}

function optionsOf({ force, patience, snapshot }: AttachCommand): AttachOptions {
  const options = { force, patience: patience * 1000 };
  return snapshot === undefined ? options : { ...options, copy: (thread, bytes) => copied(thread, bytes, snapshot) };
}

/** Only its owner may read the file: a snapshot holds all secrets of a program. One that is there is not overwritten. */
async function* copied(
  thread: number,
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const written = createWriteStream(thread === 0 ? file : `${file}.${thread}`, { mode: 0o600, flags: 'wx' });
  const ended = new Promise<void>((resolve, reject) => written.on('finish', resolve).on('error', reject));
  ended.catch(() => {});
  for await (const chunk of bytes) {
    written.write(chunk);
    yield chunk;
  }
  written.end();
  try {
    await ended;
  } catch (error) {
    throw new AttachError(
      `\`${file}\` can't be written (${error instanceof Error ? error.message : error}): give the name of a new file.`,
    );
  }
}

async function ask(candidate: Candidate): Promise<void> {
  const text = question(candidate);
  if (!process.stdin.isTTY) throw new TargetError(`${text}\nThere is no terminal to ask at: add \`--yes\`.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${text}\nGo on? [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new TargetError('Nothing was done.');
  } finally {
    terminal.close();
  }
}

/** All that will happen to the process. */
function question({ facts: { pid, words }, atMost, open }: Candidate): string {
  const signal =
    open === null
      ? [
          'It is sent SIGUSR1, by which Node opens its inspector, and closes it again; until then any user of this',
          'machine can run code in it. A handler of its own for SIGUSR1 would run instead. Node writes some lines to',
          'its standard error.',
        ]
      : [`Its inspector is open already, at port ${open.port}, and stays open.`];
  return [
    `Process \`${pid}\` (\`${printable(words.join(' ')).slice(0, 200)}\`) would be paused:`,
    `for up to ${seconds(atMost.pause)}, on a busy machine twice that, and with up to ${mebibytes(atMost.memory)} of memory more.`,
    ...signal,
  ].join('\n');
}

async function show(context: Context, attached: Attached, { json, pprof }: AttachCommand): Promise<void> {
  if (pprof !== undefined) {
    const all = attached.threads.map(({ suspended }) => suspended);
    const whole = {
      total: all.reduce((sum, { total }) => sum + total, 0),
      groups: all.flatMap(({ groups }) => groups),
      notShown: [],
    };
    await writeFile(pprof, await encodeProfile(suspendedProfile(whole), { program: `process ${attached.pid}` }));
    return context.write(`Written: \`${pprof}\`. Look at it with \`go tool pprof ${pprof}\`.\n`);
  }
  await context.write(json ? `${JSON.stringify(attached, null, 2)}\n` : render(attached, context));
}

function render({ threads, missing, stillOpen }: Attached, { width }: Context): string {
  const blocks = threads.map(({ thread, name, suspended }) => {
    const head =
      threads.length === 1 ? '' : `${thread === 0 ? 'Main thread' : `Worker ${thread} (${printable(name)})`}: `;
    return head + renderSuspended(suspended, { width, folder: process.cwd() });
  });
  const lost = missing.map(
    ({ thread, name, reason }) => `Worker ${thread} (${printable(name)}) is not shown: ${reason}.\n`,
  );
  const open = stillOpen === null ? [] : [`${stillOpen}\n`];
  return [...blocks, ...lost, ...open].join('\n');
}
