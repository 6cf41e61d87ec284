/**
 * Ends programs when the process that started them is gone, even where all that knew of them were killed at one instant
 * and a program is too busy to notice it: a process beside it waits for the end of a pipe, and has nothing else to do.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nodeWords } from './program.ts';
import type { Tree } from './tree.ts';

const PROGRAM = fileURLToPath(new URL('./watchdog.mjs', import.meta.url));

export interface Watchdog {
  /** From now on this is ended with the process that called, should it be killed. */
  watch(tree: Tree): void;
  /** All that was watched has ended. */
  release(): void;
  /** Resolves when the watchdog is gone; it ends nothing. */
  end(): Promise<void>;
}

/** It keeps nobody alive. Where no process can be started, nothing is watched. */
export function startWatchdog(): Watchdog {
  const trees: Tree[] = [];
  const child = spawn(process.execPath, [...nodeWords(), PROGRAM], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A group of its own: a kill of the whole group, or a closed terminal, does not reach it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.stdin.on('error', () => {});
  child.unref();
  // A pipe, which Node describes as no more than a stream.
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  const tell = (): void => void child.stdin.write(`${JSON.stringify(trees)}\n`);
  return {
    watch(tree) {
      trees.push(tree);
      tell();
    },
    release() {
      trees.length = 0;
      tell();
    },
    async end() {
      child.ref();
      child.kill('SIGKILL');
      await gone;
    },
  };
}
