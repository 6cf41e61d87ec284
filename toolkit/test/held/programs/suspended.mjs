/** Asks itself what holds its tasks, and prints what it was told. */
import { HeapSnapshotError, suspended } from 'taskscope';

const waiters = [];
async function kept() {
  await new Promise((resolve) => waiters.push(resolve)); // held 3 kept: variable waiters
}
for (let count = 0; count < 3; count++) kept();

async function lost() {
  await new Promise(() => {}); // held 1 lost: nothing
}

/** Where no process can be started, nobody reads the snapshot that was taken. */
async function withoutNode() {
  const { execPath } = process;
  process.execPath = '/nowhere/node';
  try {
    return await suspended();
  } finally {
    process.execPath = execPath;
  }
}

async function ask() {
  lost();
  // In the same turn: no collection of V8's own can have proven it yet.
  const first = suspended();
  const second = await suspended().catch((error) => error);
  const aborted = await suspended({ signal: AbortSignal.abort('enough') }).catch((error) => error);
  const held = await first;
  const unread = await withoutNode().catch((error) => error);
  const again = await suspended();
  console.log(
    JSON.stringify({
      held,
      again,
      second: second instanceof HeapSnapshotError && second.message,
      aborted: String(aborted),
      unread: unread instanceof HeapSnapshotError && unread.message,
    }),
  );
}
ask();
