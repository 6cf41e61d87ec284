/** `lab N start`: the lab's service by hand, tracked, started anew on each save. Ends with Ctrl-C. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { programArguments } from '../../checker/service/program.ts';
import type { Lab } from '../../course/course.ts';
import type { Context } from '../context.ts';
import { watchFiles } from '../watch/files.ts';

export async function start({ root, print }: Context, lab: Lab): Promise<number> {
  const run = (): ChildProcess =>
    spawn(process.execPath, programArguments(join(lab.folder, lab.entry)), {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { PORT: '3000', ...process.env },
    });
  print(`Starting labs/${lab.name}/${lab.entry}. Ctrl-C ends it, a save starts it anew, PORT=… chooses the port.`);
  let child = run();
  const ending = Promise.withResolvers<number>();
  const watcher = watchFiles(lab, async () => {
    print('Saved: starting anew.');
    await end(child);
    child = run();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ending.resolve(0));
  const status = await ending.promise;
  watcher.close();
  await end(child);
  return status;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 2000);
  await exited;
  clearTimeout(late);
}
