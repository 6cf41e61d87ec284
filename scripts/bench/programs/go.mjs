// `go()` in code that is not transformed (the word `go`), or a bare async call; nanoseconds.
import { go } from 'taskscope';
import { nanosecondsEach, print } from './processor.mjs';

async function one() {
  await null;
}

const [how, count] = process.argv.slice(2);
const start = how === 'go' ? () => go(one) : one;

async function calls(times) {
  for (let index = 0; index < times; index++) await start();
}

const times = Number(count);
await calls(times);
print(await nanosecondsEach(times, calls));
