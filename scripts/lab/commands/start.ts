/** `lab N start`: the lab's program by hand, tracked, started anew on each save. Ends with Ctrl-C. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { programArguments } from '../../checker/service/program.ts';
import type { Lab } from '../../course/course.ts';
import { say } from '../../language/say.mjs';
import { watchFiles } from '../../practice/watch-files.ts';
import type { Context } from '../context.ts';
import { wrap } from '../render/wrap.ts';
import { ByHand } from './by-hand.ts';
import { askedPort } from './port.ts';

export async function start({ root, print, interrupted }: Context, lab: Lab): Promise<number> {
  // Who serves nobody may start whoever has the port.
  const port = lab.serves ? await askedPort() : '0';
  const tell = (text: string): void => print(wrap(text, 0));
  const byHand = new ByHand(root, port);
  const run = (): ChildProcess => {
    const child = byHand.start(programArguments(join(lab.folder, lab.entry)));
    child.once('exit', (status, signal) => {
      if (ending || interrupted.aborted) return;
      tell(say`The program has ended (${signal ?? say`status ${status}`}). A save starts it anew.`);
    });
    return child;
  };
  const startAnew = async (): Promise<void> => {
    if (interrupted.aborted) return;
    tell(say`Saved: starting anew.`);
    ending = true;
    await byHand.end(child);
    ending = false;
    child = run();
  };
  let ending = false;
  let turn = Promise.resolve();
  tell(say`Starting labs/${lab.name}/${lab.entry}. Ctrl-C ends it, and a save starts it anew.`);
  let child = run();
  // One after the other, however fast the saves come.
  const watcher = watchFiles(lab, () => {
    turn = turn.then(startAnew);
  });
  if (!interrupted.aborted) await once(interrupted, 'abort');
  watcher.close();
  await turn;
  await byHand.end(child);
  await byHand.close();
  return 0;
}
