// What leaks cost once they are collected; megabytes over the start.
import { collect, leakedCount } from 'taskscope';
import { print } from './processor.mjs';

const count = Number(process.argv[2]);

async function lost() {
  await new Promise(() => {});
}

function lose(times) {
  for (let index = 0; index < times; index++) void lost();
}

const megabytes = () => process.memoryUsage().heapUsed / 2 ** 20;
lose(1000);
await collect();
const start = megabytes();
for (let done = 0; done < count; done += 100_000) {
  lose(Math.min(100_000, count - done));
  await collect();
}
if (leakedCount() !== 1000 + count) throw new Error(`Only ${leakedCount()} of ${1000 + count} leaks were proven.`);
print(megabytes() - start);
