/** What the programs beside this ask. */
/** Answers at once, so that all who are asked in one turn of the event loop answer in the same one. */
export async function ask(source: string, signal?: AbortSignal): Promise<string> {
  signal?.throwIfAborted();
  return `an answer of the ${source}`;
}

/** Never answers. A signal ends the wait. */
export function silent(signal?: AbortSignal): Promise<string> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
