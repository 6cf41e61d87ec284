/** The page of the leak tests side by side. */
import type { Compared } from '../comparison/comparison.ts';
import type { Outcome, Seen } from '../comparison/observe.ts';
import { HANDLERS } from '../comparison/tools.ts';
import { duration } from '../growth/plot.ts';
import type { Reading } from '../measure.ts';
import { inWords } from './machine.ts';
import type { Stored } from './store.ts';

const PROJECT = 'scripts/bench/comparison/project';

/** `code` reads a region of the handlers, so that the page shows what was run. */
export function comparisonPage(
  { machine, comparison }: Stored['comparison'],
  code: (region: string) => string,
): string {
  const { tools, versions, missing } = comparison;
  return `<!-- Made by \`npm run bench comparison\`. Words are changed in \`scripts/bench/pages/\`, and come here by \`npm run bench refresh\`. -->
# Leak tests, side by side

The same four handlers under each tool: two that leak, two that do not. Those in Go are written as those in TypeScript;
leaktest and goleak are the tools that Go programmers use. Each tool is run as its own documentation says, once with the
tests one after the other, and once with all of them at the same time.

${HANDLERS.map(({ name }) => `<!-- code: ${PROJECT}/handlers.ts#${name} -->\n\`\`\`ts\n${code(name)}\n\`\`\``).join('\n\n')}

${inWords(machine)} ${versions.join(', ')}.${missing.length === 0 ? '' : `\nNot measured here: ${missing.join('; ')}.`}

## Who is blamed

- **test**: the test of that handler fails. taskscope says whether that is proven or only suspected, at its deadline.
- **line**: no test fails, but a report at the end of the file names a line of the handler.
- **–**: nothing is said of it.

✓ stands where that is right: a leak is blamed on its own test, and what is well is not blamed.

One after the other:

${outcomes(tools, ({ alone }) => alone)}

At the same time:

${outcomes(tools, ({ together }) => together)}

## What it costs

Time is what a run takes longer with the tool than without it, the median [least..most] of runs in turn. "To the verdict": with the one test of
\`query\`, which loses a sender. "A healthy test": for each of 500 tests of \`buffered\`, one after the other.

| | a leak fails the run | to the verdict | a healthy test |
|---|---|---|---|
${tools.map(costs).join('\n')}
`;
}

function outcomes(tools: readonly Compared[], of: (tool: Compared) => Seen): string {
  return [
    `| | ${HANDLERS.map(({ name, leaks }) => `\`${name}\`, ${leaks ? 'leaks' : 'healthy'}`).join(' | ')} |`,
    `|---|${HANDLERS.map(() => '---|').join('')}`,
    ...tools.map(
      (tool) => `| ${tool.name} | ${HANDLERS.map(({ name, leaks }) => outcome(of(tool)[name], leaks)).join(' | ')} |`,
    ),
  ].join('\n');
}

function outcome(seen: Outcome = 'unseen', leaks: boolean): string {
  const right = leaks ? seen === 'proven' || seen === 'failed' : seen === 'unseen';
  const words = { proven: 'test, proven', failed: 'test', named: 'line', unseen: '–' };
  return `${right ? '✓' : '✗'} ${words[seen]}`;
}

function costs({ name, alone, failsTheRun, verdict, healthy }: Compared): string {
  const found = alone['query'] !== 'unseen';
  return `| ${name} | ${failsTheRun ? '✓ yes' : '✗ no'} | ${found ? range(verdict, 1) : 'none'} | ${range(healthy, 1e-3)} |`;
}

/** A difference is below zero, now and then, where it is smaller than what two runs differ by. */
function range({ value, least, most }: Reading, unit: number): string {
  const [middle, from, to] = [value, least, most].map((each) => duration(Math.max(each, 0) * unit));
  return value <= 0 || least <= 0 ? `not told from none, at most ${to}` : `${middle} [${from}..${to}]`;
}
