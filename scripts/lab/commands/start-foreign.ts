/**
 * `lab N start` for a program that somebody else runs: plain Node, which knows nothing of taskscope, beside its clients. No
 * save touches it: it goes on as it is, until Ctrl-C.
 */
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../course/course.ts';
import { say } from '../../language/say.mjs';
import type { Context } from '../context.ts';
import { wrap } from '../render/wrap.ts';
import { ByHand } from './by-hand.ts';
import { knownPort } from './port.ts';

/** Where Node writes a heap snapshot that it is asked for. It holds whatever the program knows, and goes with the next start. */
const SNAPSHOTS = '.leaklab/snapshots';

export async function startForeign(
  { root, print, interrupted }: Context,
  { name, folder, entry }: Lab,
  { clients }: NonNullable<Lab['foreign']>,
): Promise<number> {
  const tell = (text: string): void => print(wrap(text, 0));
  const byHand = new ByHand(root, await knownPort());
  rmSync(join(root, SNAPSHOTS), { recursive: true, force: true });
  mkdirSync(join(root, SNAPSHOTS), { recursive: true, mode: 0o700 });
  tell(say`Somebody else runs labs/${name}/${entry}: plain Node, and no save starts it anew. Ctrl-C ends it.`);
  const service = byHand.start([...plain(), ...askable(), join(folder, entry)]);
  service.once('exit', (status, signal) => {
    if (!interrupted.aborted) tell(say`The program has ended (${signal ?? say`status ${status}`}).`);
  });
  const visitors = byHand.start([...plain(), join(folder, clients)]);
  if (!interrupted.aborted) await once(interrupted, 'abort');
  await byHand.end(service, visitors);
  await byHand.close();
  return 0;
}

/** What it takes to run TypeScript: nothing, but for a Node that can't. */
function plain(): string[] {
  return process.features.typescript ? ['--disable-warning=ExperimentalWarning'] : ['--import=tsx'];
}

/** As a careful administrator starts it: a signal has a heap snapshot written. Windows has no such signal. */
function askable(): string[] {
  return process.platform === 'win32' ? [] : ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${SNAPSHOTS}`];
}
