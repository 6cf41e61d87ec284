// A program with an agent; its words are the options of `listen`, as JSON. It prints where it listens and waits for its input to end.
import { listen } from 'taskscope/agent';

const held = [];
async function waits() {
  await new Promise((resolve) => held.push(resolve));
}
for (let index = 0; index < 3; index++) void waits();
console.log(JSON.stringify(await listen(JSON.parse(process.argv[2] ?? '{}'))));
process.stdin.resume();
