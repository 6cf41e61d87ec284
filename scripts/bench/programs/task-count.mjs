// What `taskCount()` costs while a thousand tasks wait; nanoseconds.
import { taskCount } from 'taskscope';
import { nanosecondsEach, print } from './processor.mjs';

const held = [];
const waits = async () => {
  await new Promise((resolve) => held.push(resolve));
};
for (let index = 0; index < 1000; index++) void waits();

let sum = 0;
// Summed in a variable of its own: one of the module, beyond a small integer, costs more than what is measured.
const count = (times) => {
  let local = 0;
  for (let index = 0; index < times; index++) local += taskCount();
  sum += local;
};
const times = Number(process.argv[2]);
count(times);
const nanoseconds = await nanosecondsEach(times, count);
// It is also what keeps the loop from being left out as useless. `nanosecondsEach` is a task of its own, not joined twice.
if (sum < 2000 * times) throw new Error(`counted ${sum / times / 2} tasks, and a thousand and more are live`);
print(nanoseconds);
