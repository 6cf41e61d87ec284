/** The service of `programs/service.mjs`, running in a process of its own under `taskscope/register`, from the packed package. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';

export interface Service {
  /** `http://127.0.0.1:PORT` */
  base: string;
  /** Asks so many times, one after the other, and reads the answers. */
  ask(path: string, times?: number): Promise<void>;
  stop(): Promise<void>;
}

export function copyPrograms(folder: string): void {
  cpSync(join(import.meta.dirname, 'programs'), join(folder, 'programs'), { recursive: true });
}

export async function startService(node: string, folder: string): Promise<Service> {
  const child = spawn(node, ['--import=taskscope/register', 'programs/service.mjs'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const base = `http://127.0.0.1:${await firstLine(child)}`;
  return {
    base,
    async ask(path, times = 1) {
      for (let done = 0; done < times; done++) await (await fetch(base + path)).text();
    },
    async stop() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) return text.trim();
  }
  throw new Error('The service of the test ended before it listened.');
}
