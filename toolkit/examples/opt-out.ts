/** A function that is left alone, and the list of what was. */
import { skipped, tasks } from 'taskscope';

// taskscope-ignore: called a million times a second
async function hot(): Promise<void> {
  await null;
}

async function tracked(): Promise<void> {
  await hot();
}

void tracked();
console.log(tasks().map(({ frames }) => frames.map(({ name }) => name).join(' < ')));
for (const { line, reason } of skipped()) console.log(`line ${line}: ${reason}`);
