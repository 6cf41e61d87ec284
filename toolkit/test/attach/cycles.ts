/** Attach, dump and close, again and again: no target may die of it, and no port stay open. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { attach, lookAt } from '../../src/attach/attach.ts';
import { startTarget, type Target } from './target.ts';

export interface Cycles {
  cycles: number;
  /** Sentences: what should not have been. */
  problems: string[];
  requests: number;
  /** The longest that a request had to wait, in milliseconds. */
  longest: number;
}

/** One target for so many cycles: whatever one leaves behind meets the next. */
const EACH = 10;
const REQUESTS_A_SECOND = 200;
const ATTACHED = fileURLToPath(new URL('attach-once.ts', import.meta.url));
/** Milliseconds for the guardian, beyond what a snapshot takes. */
const CLOSED = 2000;

/** Every other target is under load. */
export async function attachAgain(node: string, times: number): Promise<Cycles> {
  const sum: Cycles = { cycles: 0, problems: [], requests: 0, longest: 0 };
  for (let index = 0; sum.cycles < times; index++) {
    const target = await startTarget(node);
    const load = index % 2 === 1 ? startLoad(target.port) : null;
    for (let again = 0; again < EACH && sum.cycles < times; again++) {
      sum.cycles++;
      const problem = await cycle(target);
      if (problem !== null) sum.problems.push(`cycle ${sum.cycles}: ${problem}`);
      if (target.child.exitCode !== null || target.child.signalCode !== null) break;
    }
    const { requests, failed, longest } = (await load?.end()) ?? { requests: 0, failed: [], longest: 0 };
    sum.requests += requests;
    sum.longest = Math.max(sum.longest, longest);
    sum.problems.push(...failed);
    await target.end();
  }
  return sum;
}

async function cycle(target: Target): Promise<string | null> {
  try {
    const candidate = await lookAt(target.pid, process.version, false);
    const { threads } = await attach(candidate, { force: false, patience: 60_000 });
    const [group] = threads[0]?.suspended.groups ?? [];
    if (group?.function !== 'backend' || group.count !== 100) return `found ${JSON.stringify(group)}`;
  } catch (error) {
    return String(error);
  }
  return afterwards(target);
}

/** The command is killed at each of these moments, in milliseconds after it has begun. */
export async function killAgain(node: string, moments: readonly number[]): Promise<Cycles> {
  const sum: Cycles = { cycles: 0, problems: [], requests: 0, longest: 0 };
  const target = await startTarget(node);
  for (const moment of moments) {
    sum.cycles++;
    const command = spawn(process.execPath, ['--conditions=taskscope-source', ATTACHED, String(target.pid)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(command.stdout, 'data');
    await wait(moment);
    command.kill('SIGKILL');
    const start = performance.now();
    // A port that is about to open has to be seen as well.
    await wait(CLOSED / 4);
    while (target.opened() > 0 && performance.now() - start < 10 * CLOSED) await wait(20);
    const took = performance.now() - start;
    sum.longest = Math.max(sum.longest, took);
    const problem = took > CLOSED ? `the inspector was open for ${Math.round(took)} ms` : afterwards(target);
    if (problem !== null) sum.problems.push(`killed after ${moment} ms: ${problem}`);
    if (target.child.exitCode !== null || target.child.signalCode !== null) break;
  }
  await target.end();
  return sum;
}

function afterwards({ child, opened }: Target): string | null {
  if (child.exitCode !== null || child.signalCode !== null) {
    return `the target has ended (${child.exitCode ?? child.signalCode})`;
  }
  return opened() > 0 ? 'a port is open still' : null;
}

interface Load {
  end(): Promise<{ requests: number; failed: string[]; longest: number }>;
}

function startLoad(port: number): Load {
  const failed: string[] = [];
  const running = new Set<Promise<void>>();
  let requests = 0;
  let longest = 0;
  const timer = setInterval(() => {
    requests++;
    const start = performance.now();
    const one = request(port)
      .catch((error: unknown) => void failed.push(`a request failed: ${error}`))
      .finally(() => {
        longest = Math.max(longest, performance.now() - start);
        running.delete(one);
      });
    running.add(one);
  }, 1000 / REQUESTS_A_SECOND);
  return {
    async end() {
      clearInterval(timer);
      await Promise.all(running);
      return { requests, failed, longest: Math.round(longest) };
    },
  };
}

async function request(port: number): Promise<void> {
  const asked = get({ port, host: '127.0.0.1', agent: false });
  const [answer] = await once(asked, 'response');
  answer.resume();
  await once(answer, 'end');
}
