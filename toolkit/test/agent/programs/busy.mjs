// A program with an agent that, once it listens, never lets the event loop turn again.
import { listen } from 'taskscope/agent';

console.log(JSON.stringify(await listen(JSON.parse(process.argv[2] ?? '{}'))));
setTimeout(() => {
  for (;;);
}, 100);
