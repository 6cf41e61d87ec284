/** Each way of preventing a leak: what a hundred calls leave behind without it, and with it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { taskCount } from 'taskscope';
import * as awaitUsing from './preventing/await-using.ts';
import * as noTask from './preventing/no-task.ts';
import * as room from './preventing/room.ts';
import * as scope from './preventing/scope.ts';
import * as signal from './preventing/signal.ts';
import * as timeOut from './preventing/time-out.ts';

const CALLS = 100;
const WAYS = {
  'no task at all': noTask,
  'a signal for each wait': signal,
  'a time-out that is told': timeOut,
  'await using': awaitUsing,
  'room for each answer': room,
  'a scope': scope,
};

/** Tasks that are left when all that can end has ended. */
async function left(call: () => Promise<unknown>): Promise<number> {
  // In the next turn the caller awaits this call: the two are one task.
  await sleep(0);
  const baseline = taskCount();
  await Promise.all(Array.from({ length: CALLS }, call));
  await sleep(50);
  return taskCount() - baseline;
}

async function main(): Promise<void> {
  // Stands for a server: the timer of `AbortSignal.timeout` keeps no process alive.
  const server = setInterval(() => {}, 1000);
  console.log(`${''.padEnd(24)}${'without'.padStart(9)}${'with'.padStart(9)}`);
  for (const [name, { leaky, healthy }] of Object.entries(WAYS)) {
    const counts = [await left(leaky), await left(healthy)];
    console.log(name.padEnd(24) + counts.map((count) => String(count).padStart(9)).join(''));
  }
  clearInterval(server);
}

void main();
