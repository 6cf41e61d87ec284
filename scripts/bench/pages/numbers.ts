/** The page of the numbers: each promise with what was measured, and cost as it grows. */
import { type Curve, DUMPS, type Growth, OPERATIONS, secondsOf, TASKS } from '../growth/growth.ts';
import { describe, duration, type Plot, renderPlot } from '../growth/plot.ts';
import { isHeld, type Measure, type Reading } from '../measure.ts';
import { measured } from '../report.ts';
import { inWords } from './machine.ts';
import type { Stored } from './store.ts';

export function numbersPage(
  measures: readonly Measure[],
  { machine, readings }: Stored['numbers'],
  { machine: growthMachine, growth }: Stored['growth'],
  classroom: Stored['classroom'] | null = null,
): string {
  const rows = measures.flatMap((measure) => {
    const reading = readings[measure.name];
    return reading === undefined ? [] : [{ measure, reading }];
  });
  const lost = rows.filter(({ measure, reading }) => !isHeld(measure, reading)).length;
  return `<!-- Made by \`npm run bench\`, and what grows by \`npm run bench growth\`. Words are changed in \`scripts/bench/\`, and come here by \`npm run bench refresh\`. -->
# Numbers

What Leaklab and taskscope promise, and what was measured: the median [least..most]. What is compared was measured in
turn, within one run, in processes of their own. The word in code marks measures one alone: \`npm run bench call\`.

${inWords(machine)} ${lost === 0 ? 'All are held.' : `${rows.length - lost} are held, ${lost} not.`}

| what | hold | measured | | beside it |
|---|---|---|---|---|
${rows.map(({ measure, reading }) => row(measure, reading)).join('\n')}

What belongs to them:

${rows.flatMap(({ measure, reading }) => (reading.detail === '' ? [] : [`- \`${measure.name}\`: ${reading.detail}`])).join('\n')}

## Cost as it grows

${inWords(growthMachine)} Each in a process of its own with so many tasks, all made by \`go()\`.

![${alt(operationsPlot(growth))}](../../pictures/growth.svg)

${curves(OPERATIONS, growth)}

## What a dump costs

Of 1,000 to a million live tasks, in a program that goes on. A dump by group is of one moment, and the program stands still
for it; a dump of each task is made piece by piece, and the longest pause in it is what matters.

![${alt(dumpsPlot(growth))}](../../pictures/dumps.svg)

${curves(DUMPS, growth)}
${classroom === null ? '' : classroomSection(classroom)}`;
}

function classroomSection({ machine, table }: Stored['classroom']): string {
  return `
## A classroom

${inWords(machine)} By \`npm run bench classroom\`: the server, its database and all learners on that one machine. Each learner
reports every five seconds, each second where the server is killed, and twice a second on the disk that fills up. Promised, of
both large rooms: nothing that was confirmed is lost or doubled, a post in under 100 ms (p99), the dashboard no more than 2 s
behind, memory flat; and of the others that nothing is lost or doubled. Below, the time that the server, the network or the
disk was away is in how far the dashboard was behind: it counts from the moment at which a learner had something to report.

${table}
`;
}

/** The pictures that the page shows, by their names in `docs/pictures/`. */
export function pictures({ growth }: Stored['growth']): { [name: string]: string } {
  return { 'growth.svg': renderPlot(operationsPlot(growth)), 'dumps.svg': renderPlot(dumpsPlot(growth)) };
}

function row(measure: Measure, reading: Reading): string {
  const { name, title, unit, hold, anchor } = measure;
  const held = isHeld(measure, reading) ? '✓ held' : '✗ not held';
  return `| ${cell(title)} (\`${name}\`) | ${hold} ${unit} | ${measured(reading)} ${unit} | ${held} | ${cell(anchor)} |`;
}

function curves(list: readonly Curve[], growth: Growth): string {
  const numbers = TASKS.map((tasks) => tasks.toLocaleString('en'));
  return [
    `| tasks | ${numbers.join(' | ')} |`,
    `|---|${TASKS.map(() => '--:|').join('')}`,
    ...list.map(
      (curve) =>
        `| ${cell(curve.title)} | ${(growth[curve.name] ?? []).map((each) => timed(curve, each)).join(' | ')} |`,
    ),
  ].join('\n');
}

/** `3.4 ms [3.1 ms..3.9 ms]` */
function timed(curve: Curve, { value, least, most }: Reading): string {
  const [middle, from, to] = [value, least, most].map((each) => duration(secondsOf(curve, { value: each })));
  return from === to ? `${middle}` : `${middle} [${from}..${to}]`;
}

function operationsPlot(growth: Growth): Plot {
  return plotOf('What an operation costs, by the number of tasks', OPERATIONS, growth);
}

function dumpsPlot(growth: Growth): Plot {
  return plotOf('What a dump costs, by the number of tasks', DUMPS, growth);
}

function plotOf(title: string, list: readonly Curve[], growth: Growth): Plot {
  return {
    title,
    x: TASKS,
    lines: list.map((curve) => ({
      name: curve.name,
      seconds: (growth[curve.name] ?? []).map((each) => secondsOf(curve, each)),
    })),
  };
}

function alt(plot: Plot): string {
  return `${plot.title}. ${describe(plot)}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
