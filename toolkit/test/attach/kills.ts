/** The command is killed at random moments: what it leaves behind, the guardian takes away. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isLocked } from '../../src/attach/lock.ts';
import { readFacts } from '../../src/attach/process-facts.ts';
import { socketsOf } from '../../src/attach/sockets.ts';
import { type Cycles, type Follow, leftBehind, nothing } from './cycles.ts';
import { startTarget, type Target } from './target.ts';

const ATTACHED = fileURLToPath(new URL('attach-once.ts', import.meta.url));
/** Milliseconds in which it would have been seen that nobody does anything. */
const LOST = 20_000;
const LOOK = 20;
const LATE = 1000;
/** Milliseconds in which it would have been seen that the target's own switch closes nothing. */
const SWITCHED = 100_000;

/**
 * `moments`: milliseconds after the command has begun; `limit`: how long an inspector may stay open behind it, beside the time in which
 * its target answers nobody: V8 writes a snapshot that was asked for to its end, and nothing can be said to it meanwhile.
 */
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
    const { open, still } = await openFor(target, LOST);
    sum.longestOpen = Math.max(sum.longestOpen, open);
    sum.pause = Math.max(sum.pause, still);
    const problem =
      open - still > limit
        ? `the inspector was open for ${Math.round(open)} ms, in ${Math.round(still)} of which the target answered nobody`
        : leftBehind(target);
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
  for await (const words of command.stdout ?? []) if (String(words).includes('reading')) break;
  for (const guardian of childrenOf(command)) process.kill(guardian, 'SIGKILL');
  command.kill('SIGKILL');
  const { open } = await openFor(target, SWITCHED, false);
  const problem = leftBehind(target);
  await target.end();
  return { ...nothing(), cycles: 1, problems: problem === null ? [] : [problem], longestOpen: open };
}

/** While it reads: whether the guardian had come to have its connection, too; and how often anybody was connected to the target in all. */
export async function killWhileReading(target: Target): Promise<{ held: boolean; connected: number }> {
  const command = await startCommand(target);
  for await (const words of command.stdout ?? []) if (String(words).includes('reading')) break;
  // It waits at this moment for the guardian, however slow that is.
  command.kill('SIGSTOP');
  const [guardian = 0] = childrenOf(command);
  const sharesSocket = (): boolean => !socketsOf(command.pid ?? 0).isDisjointFrom(socketsOf(guardian));
  const end = performance.now() + LOST;
  while (!sharesSocket() && performance.now() < end) await wait(LOOK);
  const held = sharesSocket();
  command.kill('SIGKILL');
  await openFor(target, LOST);
  return { held, connected: target.complained().match(/Debugger attached/g)?.length ?? 0 };
}

function childrenOf({ pid }: ChildProcess): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

/** Once it has looked at the target. The guardian of an earlier one, killed as it began, may wake up behind that: then it is started again. */
async function startCommand({ pid }: Target): Promise<ChildProcess> {
  for (;;) {
    const command = spawn(process.execPath, ['--conditions=taskscope-source', ATTACHED, String(pid)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const looked = once(command.stdout, 'data').then(() => true);
    if (await Promise.race([looked, once(command, 'exit').then(() => false)])) return command;
    await wait(LOOK);
  }
}

/** Milliseconds. */
interface Open {
  /** For which a port was open still, seen until there is no guardian any more. */
  open: number;
  /** In which the target answered nobody meanwhile. */
  still: number;
}

async function openFor(target: Target, patience: number, guarded = true): Promise<Open> {
  const start = performance.now();
  let open = 0;
  let still = 0;
  for (;;) {
    const asked = performance.now();
    await target.answers(patience);
    still += performance.now() - asked;
    const facts = readFacts(target.pid);
    if (facts === null) return { open, still };
    const isGuarded = await isLocked(facts);
    const elapsed = performance.now() - start;
    if (target.opened() > 0) open = elapsed;
    else if (!(guarded && isGuarded)) return { open, still };
    if (elapsed > patience) return { open, still };
    await wait(LOOK);
  }
}
