/** One of two files that become one text: `$FILE` is this file. */
const watchers = new Map<number, () => void>();
export const listeners: (() => void)[] = [];

export async function watch(): Promise<void> {
  await new Promise<void>((resolve) => watchers.set(watchers.size, resolve)); // suspended 3 watch: variable watchers: Map ($FILE)
}

process.on('exit', () => watchers.size);
