/** A process to attach to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { listeningSockets } from '../../src/attach/sockets.ts';

export interface Target {
  pid: number;
  child: ChildProcess;
  /** Of its own server. */
  port: number;
  /** What it has written so far, to its standard output, and its standard error. */
  written(): string;
  complained(): string;
  /** Resolved once it has written that. */
  said(word: string): Promise<void>;
  /** Resolved once it has answered a request, or is gone, or so many milliseconds are over. */
  answers(patience: number): Promise<void>;
  /** Whether it computes, and does not stand still. */
  computes(): Promise<boolean>;
  /** Where else it listens than it did when it began. */
  opened(): number;
  end(): Promise<void>;
}

/** Ticks of processor time, of which there are a hundred a second. */
const COMPUTED = 5;
/** Milliseconds. */
const PATIENCE = 20_000;
const LOOK = 20;
const PROGRAM = fileURLToPath(new URL('programs/leaking.mjs', import.meta.url));

/** `options` are Node's, `words` the program's. Its inspector would open at any free port: others run tests as well. */
export async function startTarget(
  node: string,
  words: readonly string[] = [],
  options: readonly string[] = ['--inspect-port=0'],
  env: NodeJS.ProcessEnv = {},
): Promise<Target> {
  const child = spawn(node, [...options, PROGRAM, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  let text = '';
  child.stdout.on('data', (data) => {
    text += data;
  });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const said = async (word: string): Promise<void> => {
    const ended = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`the target has ended (${code ?? signal}): ${errors}`);
    });
    ended.catch(() => {});
    while (!text.includes(word)) await Promise.race([once(child.stdout, 'data'), ended]);
  };
  await said('port ');
  const pid = child.pid ?? 0;
  const port = Number(/port (\d+)/.exec(text)?.[1]);
  const before = listeningSockets(pid).length;
  return {
    pid,
    child,
    port,
    written: () => text,
    complained: () => errors,
    said,
    async answers(patience) {
      const asked = get({ port, host: '127.0.0.1', agent: false, signal: AbortSignal.timeout(patience) });
      await once(asked, 'response').catch(() => {});
      asked.on('error', () => {}).destroy();
    },
    async computes() {
      const before = ticksOf(pid);
      const end = performance.now() + PATIENCE;
      while (ticksOf(pid) < before + COMPUTED && performance.now() < end) await wait(LOOK);
      return ticksOf(pid) >= before + COMPUTED;
    },
    opened: () => listeningSockets(pid).length - before,
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** `man 5 proc`: the time in its own code. */
function ticksOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[11]);
}
