// An async call with one await; nanoseconds.
import { nanosecondsEach, print } from './processor.mjs';

async function one(value) {
  await null;
  return value;
}

async function calls(times) {
  let sum = 0;
  for (let index = 0; index < times; index++) sum += await one(index);
  return sum;
}

const times = Number(process.argv[2]);
await calls(times);
print(await nanosecondsEach(times, calls));
