/**
 * V8 takes a snapshot once nothing runs in a thread, or at once where a debugger has stopped it. So one that never comes to rest, in
 * a loop without an end, is stopped by the debugger, and goes on behind the snapshot.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { builtin, type Thread } from './thread.ts';

/** Settled when the event loop has gone round. */
const TURN = `new Promise((resolve) => ${builtin('timers')}.setImmediate(resolve))`;
/** Milliseconds for a thread to come to rest by itself; to stop where it is told to. */
const REST = 1000;
const STOP = 5000;

/** `ask` sends what is answered at rest alone, and gives the answer. Rejected with a `ConnectionError`. */
export async function atRest<T>(thread: Thread, ask: () => Promise<T>): Promise<T> {
  const rested = thread.settled(TURN).then(() => 'rested' as const);
  rested.catch(() => {});
  if ((await Promise.race([rested, wait(REST, null, { ref: false })])) === 'rested') return ask();

  let isStopped = false;
  thread.on('Debugger.paused', () => {
    isStopped = true;
  });
  await thread.call('Debugger.setSkipAllPauses', { skip: true });
  await thread.call('Debugger.enable');
  // Somebody else has stopped it, and will let it go on: that is told when the debugger is enabled.
  if (isStopped) return ask();

  const stopped = new Promise<'stopped'>((resolve) => thread.on('Debugger.paused', () => resolve('stopped')));
  await thread.call('Debugger.setSkipAllPauses', { skip: false });
  await thread.call('Debugger.pause');
  const how = await Promise.race([stopped, rested, wait(STOP, null, { ref: false })]);
  if (how !== 'stopped') {
    letGo(thread);
    return ask();
  }
  // All is sent at once: it goes on behind the answer, even if nobody is left to say so.
  const skipped = thread.call('Debugger.setSkipAllPauses', { skip: true }, null);
  const answer = ask();
  skipped.catch(() => {});
  letGo(thread);
  return answer;
}

/** Also where it stops a second time: for a `debugger` statement first, and then for us. */
function letGo(thread: Thread): void {
  const resume = (): void => void thread.call('Debugger.resume', {}, null).catch(() => {});
  thread.on('Debugger.paused', resume);
  resume();
}
