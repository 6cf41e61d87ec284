/** The same async function, called in several ways: which calls are tasks of their own? */
import { taskCount } from 'taskscope';

const gate = Promise.withResolvers<void>();

// #region calls
/** Stands for any work that takes a while: it ends when the gate opens. */
async function work(): Promise<void> {
  await gate.promise;
}

async function awaitsIt(): Promise<void> {
  await work();
}

async function awaitsThree(): Promise<void> {
  await Promise.all([work(), work(), work()]);
}

async function startsItAndWaitsToo(): Promise<void> {
  void work();
  await gate.promise;
}

async function startsItAndIsDone(): Promise<void> {
  void work();
}

function makesAPromise(): Promise<void> {
  return new Promise(() => {});
}
// #endregion

for (const call of [work, awaitsIt, awaitsThree, startsItAndWaitsToo, startsItAndIsDone, makesAPromise]) {
  const before = taskCount();
  void call();
  console.log(`${call.name.padEnd(20)} +${taskCount() - before}`);
}
console.log(`tasks now: ${taskCount()}`);

gate.resolve();
setImmediate(() => console.log(`the gate is open, tasks now: ${taskCount()}`));
