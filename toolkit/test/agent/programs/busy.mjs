// A program with an agent that never lets the event loop turn again, from the moment that it says where it listens.
import { writeSync } from 'node:fs';
import { listen } from 'taskscope/agent';

const listening = await listen(JSON.parse(process.argv[2] ?? '{}'));
writeSync(1, `${JSON.stringify(listening)}\n`);
for (;;);
