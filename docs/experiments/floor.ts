/** Two services under the same uneven load: one is only busy, the other loses one task in thirty. */
import { setTimeout as sleep } from 'node:timers/promises';
import { go, taskCount } from 'taskscope';

const WINDOWS = 6;
const WINDOW_MS = 400;
const TICK_MS = 10;

/** What comes in at a moment: now nothing, now a rush. */
const arrivals = (): number => Math.floor(Math.random() ** 3 * 40);

async function healthyJob(): Promise<void> {
  await sleep(10 + Math.random() * 40);
}

async function leakyJob(): Promise<void> {
  await healthyJob();
  if (Math.random() < 1 / 30) await new Promise(() => {});
}

/** The lowest and the highest count of each window. */
async function observe(job: () => Promise<void>): Promise<{ lowest: number; highest: number }[]> {
  const windows = [];
  for (let window = 0; window < WINDOWS; window++) {
    const counts: number[] = [];
    for (let tick = 0; tick < WINDOW_MS / TICK_MS; tick++) {
      counts.push(taskCount());
      for (let jobs = arrivals(); jobs > 0; jobs--) go(job);
      await sleep(TICK_MS);
    }
    windows.push({ lowest: Math.min(...counts), highest: Math.max(...counts) });
  }
  // The last jobs end before the next service is looked at.
  await sleep(100);
  return windows;
}

async function main(): Promise<void> {
  for (const [name, job] of [
    ['busy', healthyJob],
    ['leaky', leakyJob],
  ] as const) {
    const windows = await observe(job);
    const row = (word: 'highest' | 'lowest'): string =>
      `${name.padEnd(6)} ${word.padEnd(8)}${windows.map((window) => String(window[word]).padStart(6)).join('')}`;
    console.log(`${row('highest')}\n${row('lowest')}\n`);
  }
}

void main();
