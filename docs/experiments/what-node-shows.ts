/** A thousand tasks that wait for ever, seen by what Node shows of itself, and by the task count. */
import { getActiveResourcesInfo } from 'node:process';
import { taskCount } from 'taskscope';

async function waitsForEver(): Promise<void> {
  await new Promise(() => {});
}

function show(moment: string): void {
  console.log(`${moment.padEnd(12)} active resources: ${getActiveResourcesInfo().length}   tasks: ${taskCount()}`);
}

show('before');
for (let task = 0; task < 1000; task++) void waitsForEver();
show('1,000 later');
