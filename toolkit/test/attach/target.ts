/** A process to attach to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { listeningSockets } from '../../src/attach/sockets.ts';

export interface Target {
  pid: number;
  child: ChildProcess;
  /** Of its own server. */
  port: number;
  /** What it has written so far. */
  written(): string;
  /** Where else it listens than it did when it began. */
  opened(): number;
  end(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('programs/leaking.mjs', import.meta.url));

/** `options` are Node's, `words` the program's. Its inspector would open at any free port: others run tests as well. */
export async function startTarget(
  node: string,
  words: readonly string[] = [],
  options: readonly string[] = ['--inspect-port=0'],
): Promise<Target> {
  const child = spawn(node, [...options, PROGRAM, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let text = '';
  child.stdout.on('data', (data) => {
    text += data;
  });
  child.stderr.resume();
  while (!/port \d+/.test(text)) await once(child.stdout, 'data');
  const pid = child.pid ?? 0;
  const before = listeningSockets(pid).length;
  return {
    pid,
    child,
    port: Number(/port (\d+)/.exec(text)?.[1]),
    written: () => text,
    opened: () => listeningSockets(pid).length - before,
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
