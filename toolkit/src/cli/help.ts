/** What `help` shows behind the options. */

/** Columns that an example may take beside what it shows. */
const WIDEST = 34;

/** What is typed, and what it shows: side by side where that fits. */
export function examples(lines: { [words: string]: string }): string {
  const rows = Object.entries(lines).map(([words, shows]) => {
    const typed = `  taskscope ${words}`.trimEnd();
    return typed.length < WIDEST ? `${typed.padEnd(WIDEST)} ${shows}` : `${typed}\n${' '.repeat(WIDEST)} ${shows}`;
  });
  return `\nExamples:\n${rows.join('\n')}`;
}

export const FLEET_EXAMPLES = examples({
  'fleet shop-1:3000 shop-2:3000': 'where their tasks gather',
  'fleet --prometheus http://prometheus:9090 --job shop': 'all instances that it scrapes',
  'fleet --file targets.json --fetches 6 --seconds 60': 'and which places grow',
});

export const FLEET_HELP = `
A token goes to the instances by TASKSCOPE_AUTHORIZATION='Bearer TOKEN', to
Prometheus by TASKSCOPE_PROMETHEUS_AUTHORIZATION; NODE_EXTRA_CA_CERTS names the
file of an authority of your own.

Exit status: 0 nothing proven, 1 leaks are proven, 2 fewer than half of the
instances answered, or nothing could be asked.`;

export const TOP_KEYS = `
Keys:
  ↑ ↓      select a group
  enter    open its stack, esc: back
  s        sort by count, growth or longest wait
  space    freeze the screen, and go on
  q        quit`;

export const EXAMPLES = `${examples({
  '': 'the Node processes of this machine',
  'doctor app.ts': 'is all ready, here and in this program',
  'run app.ts': 'start a program so that it can be asked',
  'stats 4711': 'how many tasks it has',
  'stack 4711 --group': 'where they wait, largest group first',
  'profile 4711 --seconds 10': 'which groups grow',
  'leaks 4711': 'which tasks can never finish',
  'why 4711': 'what keeps them alive; it is paused for it',
  'attach 4711': 'the same of any Node process, on Linux; it asks first',
  'top 4711': 'all of this, live',
  'snapshot app.heapsnapshot': 'what a heap snapshot says: what waits, and what holds it',
})}

Exit status: 0 done, 1 the process could not be asked, 2 the words were not
understood.`;
