// A program with an agent and so many tasks that wait. It prints where it listens, and lives until its input ends.
import { listen } from 'taskscope/agent';

const count = Number(process.argv[2]);
const kept = [];

async function waits() {
  await new Promise((resolve) => kept.push(resolve));
}

for (let index = 0; index < count; index++) void waits();
console.log(JSON.stringify(await listen()));
process.stdin.resume();
