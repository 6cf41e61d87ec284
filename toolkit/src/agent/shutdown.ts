/** Cleaning up when the process ends by a signal, which otherwise leaves no time for it. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `leave` when one of the signals comes, before anybody else hears of it. Where nobody else does, the process ends
 * by it then, as it would without us. Else the program handles it, and may live on, by a reload or an orderly stop, or it is
 * process 1 of a container, which no signal ends: `comeBack` is called if it lives. Returns what undoes this.
 */
export function onShutdown(leave: () => void, comeBack: () => void): () => void {
  let undone = false;
  const undo = SIGNALS.map((signal) => {
    const receive = (): void => {
      // Not among those who are counted, by us or by others that do the same.
      process.off(signal, receive);
      leave();
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
      setImmediate(resume).unref();
    };
    const resume = (): void => {
      if (undone) return;
      process.prependListener(signal, receive);
      comeBack();
    };
    // First in line: a handler that is called once is gone from the list by then.
    process.prependListener(signal, receive);
    return () => process.off(signal, receive);
  });
  return () => {
    undone = true;
    for (const each of undo) each();
  };
}
