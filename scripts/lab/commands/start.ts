/** `lab N start`: the lab's program by hand, tracked, started anew on each save. Ends with Ctrl-C. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { programArguments } from '../../checker/service/program.ts';
import { startWatchdog } from '../../checker/service/watchdog.ts';
import type { Lab } from '../../course/course.ts';
import { say } from '../../language/say.mjs';
import { watchFiles } from '../../practice/watch-files.ts';
import { type Context, UsageError } from '../context.ts';
import { wrap } from '../render/wrap.ts';

const PORT = '3000';

export async function start({ root, print, interrupted }: Context, lab: Lab): Promise<number> {
  const port = process.env['PORT'] ?? PORT;
  if (lab.serves) await checkPort(port);
  const tell = (text: string): void => print(wrap(text, 0));
  const watchdog = startWatchdog();
  const mark = randomUUID();
  const run = (): ChildProcess => {
    const child = spawn(process.execPath, programArguments(join(lab.folder, lab.entry)), {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PORT: port, LEAKLAB_SERVICE: mark },
    });
    watchdog.release();
    if (child.pid !== undefined) watchdog.watch({ pid: child.pid, mark: `LEAKLAB_SERVICE=${mark}`, children: [] });
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
    await end(child);
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
  await end(child);
  await watchdog.end();
  return 0;
}

/** Throws a `UsageError` where nothing can listen on this port. */
async function checkPort(port: string): Promise<void> {
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    throw new UsageError(say`\`${port}\` is no port: choose another one with the environment variable \`PORT\`.`);
  if (await isTaken(Number(port)))
    throw new UsageError(
      say`Port ${port} is taken by another program: end it, or choose another one with the environment variable \`PORT\`.`,
    );
}

/** Whether somebody listens there already, on this machine. */
function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 2000);
  await exited;
  clearTimeout(late);
}
