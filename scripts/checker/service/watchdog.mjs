/**
 * Waits until whoever started it is gone, and ends what was left behind: see `watchdog.ts`. Each line that it reads is what
 * to end then, in place of the line before.
 */
let text = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (data) => {
  const lines = (text + data).split('\n');
  // The last whole line, and what follows it.
  text = lines.slice(-2).join('\n');
});
process.stdin.on('end', async () => {
  /** @type {import('./tree.ts').Tree[]} */
  const trees = text.includes('\n') ? JSON.parse(text.slice(0, text.indexOf('\n'))) : [];
  // Loaded when it is needed, which is nearly never: a watchdog costs as little as a process can.
  if (trees.length > 0) for (const tree of trees) (await import('./tree.ts')).endTree(tree);
});
// Who asks everybody to end is heard by those that are watched, too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
