/** The command is killed at random moments: what it leaves behind, the guardian takes away. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isLocked } from '../../src/attach/lock.ts';
import { readFacts } from '../../src/attach/process-facts.ts';
import { type Cycles, type Follow, leftBehind, nothing } from './cycles.ts';
import { startTarget, type Target } from './target.ts';

const ATTACHED = fileURLToPath(new URL('attach-once.ts', import.meta.url));
/** Milliseconds in which it would have been seen that nobody does anything. */
const LOST = 20_000;
const LOOK = 20;
const LATE = 1000;
/** Milliseconds for the target's own switch, which counts half a minute where the machine is not busy. */
const SWITCHED = 200_000;

/** `moments`: milliseconds after the command has begun; `limit`: how long an inspector may stay open behind it. */
export async function killAgain(
  node: string,
  moments: readonly number[],
  limit: number,
  follow: Follow = () => {},
): Promise<Cycles> {
  const sum = nothing();
  let target = await startTarget(node);
  for (const moment of moments) {
    sum.cycles++;
    const command = await startCommand(target);
    await wait(moment);
    command.kill('SIGKILL');
    const open = await openFor(target, LOST);
    sum.longestOpen = Math.max(sum.longestOpen, open);
    const problem = open > limit ? `the inspector was open for ${Math.round(open)} ms` : leftBehind(target);
    if (problem !== null) sum.problems.push(`killed after ${moment} ms: ${problem}`);
    follow(sum);
    if (problem === null) continue;
    await target.end();
    target = await startTarget(node);
  }
  await target.end();
  return sum;
}

/** While the target is in a loop without an end, where it is stopped to be read: it has to go on. */
export async function killBusyAgain(
  node: string,
  moments: readonly number[],
  follow: Follow = () => {},
): Promise<Cycles> {
  const sum = nothing();
  for (const moment of moments) {
    sum.cycles++;
    const target = await startTarget(node, ['busy']);
    await target.said('busy');
    const command = await startCommand(target);
    await wait(moment);
    command.kill('SIGKILL');
    // What was sent before the end is heard after it.
    const goesOn = (await target.computes()) && (await wait(LATE, true)) && (await target.computes());
    if (!goesOn) sum.problems.push(`killed after ${moment} ms: the target stands still`);
    await target.end();
    follow(sum);
  }
  return sum;
}

/** The command and its guardian at one instant: what is left is the switch in the target itself. */
export async function killBoth(node: string): Promise<Cycles> {
  const target = await startTarget(node);
  const command = await startCommand(target);
  // The switch is armed by then, and the snapshot under way.
  if (command.stdout !== null) await once(command.stdout, 'data');
  for (const guardian of childrenOf(command)) process.kill(guardian, 'SIGKILL');
  command.kill('SIGKILL');
  const open = await openFor(target, SWITCHED, false);
  const problem = leftBehind(target);
  await target.end();
  return { ...nothing(), cycles: 1, problems: problem === null ? [] : [problem], longestOpen: open };
}

function childrenOf({ pid }: ChildProcess): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

async function startCommand({ pid }: Target): Promise<ChildProcess> {
  const command = spawn(process.execPath, ['--conditions=taskscope-source', ATTACHED, String(pid)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(command.stdout, 'data');
  return command;
}

/** Milliseconds for which a port was open still, seen until there is no guardian any more. */
async function openFor(target: Target, patience: number, guarded = true): Promise<number> {
  const facts = readFacts(target.pid);
  if (facts === null) return 0;
  const start = performance.now();
  let open = 0;
  for (;;) {
    const isGuarded = await isLocked(facts);
    const elapsed = performance.now() - start;
    if (target.opened() > 0) open = elapsed;
    else if (!(guarded && isGuarded)) return open;
    if (elapsed > patience) return open;
    await wait(LOOK);
  }
}
