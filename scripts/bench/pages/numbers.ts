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

What Leaklab and taskscope promise, and what was measured. A measurement is the median, with the least and the most in brackets: [least..most]. Things that are
compared were measured by turns, within one run, each in a process of its own. To measure one number alone, type its name: \`npm run bench call\`.

${inWords(machine)} ${lost === 0 ? 'All are held.' : `${rows.length - lost} are held, ${lost} not.`}

| what | hold | measured | | beside it |
|---|---|---|---|---|
${rows.map(({ measure, reading }) => row(measure, reading)).join('\n')}

Details, by the name of the number:

${rows.flatMap(({ measure, reading }) => (reading.detail === '' ? [] : [`- \`${measure.name}\`: ${reading.detail}`])).join('\n')}

## Cost as it grows

${inWords(growthMachine)} Each column was measured in processes of its own, with that many live tasks, all started by \`go()\`.

![${alt(operationsPlot(growth))}](../../pictures/growth.svg)

${curves(OPERATIONS, growth)}

## What a dump costs

A dump of 1,000 to a million live tasks, taken in a program that goes on meanwhile. For a dump by group the program stands still,
so its whole time counts. A dump of each task is made piece by piece, so what counts is the longest pause in it.

![${alt(dumpsPlot(growth))}](../../pictures/dumps.svg)

${curves(DUMPS, growth)}
${classroom === null ? '' : classroomSection(classroom)}`;
}

function classroomSection({ machine, table }: Stored['classroom']): string {
  return `
## A classroom

${inWords(machine)} By \`npm run bench classroom\`, with the server, its database and all learners on that one machine. Each learner
reports every five seconds; where the server is killed, each second; on the disk that fills up, twice a second.

What is promised: in every row, nothing that was confirmed is lost or stored twice. In the two large rooms, also: 99 of 100 posts take under 100 ms, the dashboard is never more than 2 s
behind, and memory does not grow. How far the dashboard is behind counts from the moment at which a learner had something to report; so in the other rows it
includes the time during which the server, the network or the disk was away.

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
