// So many Node processes, one in ten of them with an agent. It prints a line once all of them are there, and ends them when its input ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const count = Number(process.argv[2]);
const SCRIPT = 'console.log("ready"); process.stdin.resume()';

async function start(index) {
  const agent = index % 10 === 0 ? ['--import=taskscope/agent/start'] : [];
  const child = spawn(process.execPath, [...process.execArgv, ...agent, '--eval', SCRIPT], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
}

// A few at a time: they are to be there, not to be started fast.
for (let index = 0; index < count; index += 4) {
  await Promise.all(Array.from({ length: Math.min(4, count - index) }, (_, offset) => start(index + offset)));
}
console.log(count);
process.stdin.on('end', () => process.exit(0)).resume();
