/** Cleaning up when the process ends by a signal, which otherwise leaves no time for it. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `clean` when one of the signals comes, and then lets it do what it does without us: where nobody else handles it,
 * the process ends by it. Returns what undoes this.
 */
export function onShutdown(clean: () => void): () => void {
  const undo = SIGNALS.map((signal) => {
    const receive = (): void => {
      clean();
      process.off(signal, receive);
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    process.on(signal, receive);
    return () => process.off(signal, receive);
  });
  return () => {
    for (const each of undo) each();
  };
}
