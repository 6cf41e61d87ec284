/** The page of the patterns, from what was observed and from the tested sources. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PatternVerdicts, Verdict } from './programs/run.ts';

export interface Pattern {
  /** Name of its file in `programs/`. */
  name: string;
  title: string;
  /** One sentence: what goes wrong. */
  fault: string;
}

export const PATTERNS: readonly Pattern[] = [
  { name: 'send-without-receiver', title: 'Send with no receiver', fault: 'A value is sent that nobody comes for.' },
  {
    name: 'receive-without-sender',
    title: 'Receive with no sender',
    fault: 'A value is waited for that nobody sends.',
  },
  {
    name: 'missing-close',
    title: 'Missing close under a range loop',
    fault: 'The loop waits for the value after the last.',
  },
  {
    name: 'early-return',
    title: 'Early return',
    fault: 'The function leaves before it has received what it asked for.',
  },
  { name: 'nil-channel', title: 'A nil channel', fault: 'The channel was never made, and its case is never chosen.' },
  { name: 'double-select', title: 'Double select', fault: 'One stop is sent, and asked for twice.' },
  {
    name: 'race-with-timeout',
    title: 'A race with a time-out',
    fault: 'The time-out wins, and the result has nowhere to go.',
  },
  {
    name: 'forgotten-cancel',
    title: 'Forgotten cancel',
    fault: 'The signal is never aborted, and a timer goes on for ever.',
  },
  {
    name: 'mutex-never-unlocked',
    title: 'A mutex never unlocked',
    fault: 'An error skips the unlock, and the next one waits.',
  },
  {
    name: 'wait-group-never-done',
    title: 'A wait group never done',
    fault: 'An error skips the `done()` that is waited for.',
  },
  {
    name: 'condition-never-signalled',
    title: 'A condition never signalled',
    fault: 'What was waited for comes, and nobody says so.',
  },
  { name: 'daisy-chain', title: 'Daisy chain', fault: 'Each link waits for the one before, and the first for nobody.' },
];

/** What shows where the proof ends. */
export const LIMITS: readonly Pattern[] = [
  {
    name: 'held-by-a-global',
    title: 'Held by a global',
    fault: 'A registry keeps the channel, so something could still use it.',
  },
  { name: 'then-chain', title: 'A chain of `then`', fault: 'No async function waits, so there is no task to see.' },
];

export type Observed = ReadonlyMap<number, { readonly [name: string]: PatternVerdicts }>;

const PROGRAMS = join(import.meta.dirname, 'programs');

export function page(observed: Observed): string {
  const versions = [...observed.keys()].join(', ');
  return `<!-- Made by toolkit/test/patterns/patterns.test.ts from what it observed; run it with \`-u\` after a change. -->
# Twelve ways to leak a task, and what a leak test says

These are the leaks that Go programmers meet most, in TypeScript: each in a form that leaks and in a healthy one. The test that
made this page ran both under \`check()\` on Node ${versions}.

- **proven**: nothing that is left can wake the task. The test fails within milliseconds.
- **only suspected**: the task has not finished, but something still holds what could wake it. The test fails at the deadline.
- **not seen**: the test passes.

Check after the test, in the runner's hook (\`taskscope/vitest\` does), where the variables of the test are gone. Inside the test,
what the test still holds could still be used, and that is a suspicion at most.

${table(PATTERNS, observed)}

## Where the proof ends

${table(LIMITS, observed)}

A collection is how a leak is proven, and in two cases it is also what ends the wait: \`util.aborted(signal, resource)\` never
resolves once nobody holds \`resource\`, and on Node 22 a signal made by \`AbortSignal.any()\` from another such signal is lost while
only its listener waits. A leak test calls such a task leaked, which it then is; any other collection would have done the same, later.

${[...PATTERNS, ...LIMITS].map(section).join('\n')}`;
}

function table(patterns: readonly Pattern[], observed: Observed): string {
  const rows = patterns.map(({ name, title }) => {
    const cell = (key: 'after' | 'inside' | 'healthy'): string =>
      agreed(observed, (all) => word(all[name]?.[key], key));
    const wait = agreed(observed, (all) => all[name]?.wait.replace(/^an? /, '') || '');
    const anchor = `#${title
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-')}`;
    return `| [${title}](${anchor}) | ${wait} | ${cell('after')} | ${cell('inside')} | ${cell('healthy')} |`;
  });
  return [
    '| pattern | waits at | after the test | inside the test | healthy form |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** What all versions of Node say, or what each does. */
function agreed(observed: Observed, say: (all: { readonly [name: string]: PatternVerdicts }) => string): string {
  const said = Array.from(observed, ([major, all]) => [major, say(all)] as const);
  const texts = new Set(said.map(([, text]) => text));
  return texts.size === 1 ? (said[0]?.[1] ?? '') : said.map(([major, text]) => `${major}: ${text}`).join(', ');
}

function word(verdict: Verdict | undefined, form: 'after' | 'inside' | 'healthy'): string {
  if (verdict !== 'clean') return verdict ?? '';
  return form === 'healthy' ? 'passes' : 'not seen';
}

function section({ name, title, fault }: Pattern): string {
  const path = `toolkit/test/patterns/programs/${name}.ts`;
  const source = readFileSync(join(PROGRAMS, `${name}.ts`), 'utf8');
  const code = (form: string): string => {
    const text = new RegExp(`// #region ${form}\\n([\\s\\S]*?)\\n// #endregion`).exec(source)?.[1];
    return `<!-- code: ${path}#${form} -->\n\`\`\`ts\n${text}\n\`\`\`\n`;
  };
  return `## ${title}\n\n${fault}\n\n${code('leaking')}\nHealthy:\n\n${code('healthy')}`;
}
