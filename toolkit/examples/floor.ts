/** Sampling: the lowest count of each minute, and the profile when that rises three times in a row. */
import { profile, taskCount } from 'taskscope';

// #region floor
const SAMPLES = 60;
const floors: number[] = [];
let counts: number[] = [];

function sample(): void {
  counts.push(taskCount());
  if (counts.length < SAMPLES) return;
  floors.push(Math.min(...counts));
  counts = [];
  const [first = 0, second = 0, third = 0, fourth = 0] = floors.slice(-4);
  if (first < second && second < third && third < fourth) report();
}

function report(): void {
  const [largest] = profile().groups;
  console.log(`The floor of the task count rises: ${floors.slice(-4).join(', ')}.`);
  console.log(`Largest group: ${largest?.count} × ${largest?.wait} at ${largest?.name}:${largest?.frames[0]?.line}`);
}

// Once a second; it keeps no process alive.
setInterval(sample, 1000).unref();
// #endregion

async function waitsForEver(): Promise<void> {
  await new Promise((resolve) => forgotten.push(resolve));
}

const forgotten: unknown[] = [];
// Four minutes, without the wait.
for (let second = 0; second < 4 * SAMPLES; second++) {
  if (second % 20 === 0) void waitsForEver();
  sample();
}
