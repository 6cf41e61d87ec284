/** Wait until the work is done, or until it is known that it never will be. */
import { setTimeout as sleep } from 'node:timers/promises';
import { settle, taskCount } from 'taskscope';

async function slow(): Promise<void> {
  await sleep(50);
}

async function forgotten(): Promise<void> {
  await new Promise(() => {});
}

// #region settle
async function check(work: () => unknown): Promise<void> {
  const baseline = taskCount();
  work();
  const { outcome, count } = await settle({ baseline });
  console.log(`${outcome}, ${count - baseline} left`);
}

await check(() => void slow());
await check(() => void forgotten());
// #endregion
