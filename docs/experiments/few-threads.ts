/** Many tasks need few threads of the operating system. Linux lists the threads of a process in `/proc`. */
import { readdirSync } from 'node:fs';
import { taskCount } from 'taskscope';

const gate = Promise.withResolvers<void>();

async function waitsAtTheGate(): Promise<void> {
  await gate.promise;
}

function show(): void {
  const threads = readdirSync('/proc/self/task').length;
  console.log(`tasks: ${taskCount().toLocaleString('en').padStart(7)}   OS threads: ${threads}`);
}

show();
for (const tasks of [1_000, 100_000]) {
  while (taskCount() < tasks) void waitsAtTheGate();
  show();
}
gate.resolve();
