/** TypeScript that a loader compiles: its own text is on no disk, so functions are found by their names, where they have one. */
interface Watcher {
  resolve: () => void;
}

const watchers: Watcher[] = [];

async function watch(): Promise<void> {
  await new Promise<void>((resolve) => watchers.push({ resolve })); // suspended 3 watch: variable watchers
}

/** Two have this name: which of them it is can't be told. */
const first = {
  async twice(): Promise<void> {
    await new Promise<void>((resolve) => watchers.push({ resolve })); // suspended 1 twice among 0: variable watchers
  },
};
const second = { async twice(): Promise<void> {} };

for (let count = 0; count < 3; count++) void watch();
void first.twice();
void second.twice();
setImmediate(() => process.emit('ready' as never));
