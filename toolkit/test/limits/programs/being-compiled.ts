/** Loses many tasks in one function, and prints how many are proven, at once and at the end, as JSON. */
import { Channel, collect } from 'taskscope';

const [count = '0'] = process.argv.slice(2);
const PATIENCE = 10_000;

function lose(): void {
  void (async () => {
    await new Channel<string>().receive();
  })();
}

for (let index = 0; index < Number(count); index++) lose();
const first = await collect();
let last = first;
for (const end = Date.now() + PATIENCE; last < Number(count) && Date.now() < end; last = await collect()) {
  await new Promise((resolve) => setTimeout(resolve, 10));
}
process.stdout.write(JSON.stringify({ first, last }), () => process.exit());
