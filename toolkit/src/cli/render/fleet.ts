/** A fleet as a table of its places, with the stack of the first few, and what is not in it. */
import type { RankedPlace } from '../../fleet/rank.ts';
import type { Fleet } from '../../fleet/watch.ts';
import { printable } from '../../profile/printable.ts';
import { renderTable } from './table.ts';

const ROWS = 20;
/** Places whose stack is shown. */
const STACKS = 3;

const HEAD = ['RMS', 'ON', 'LARGEST', 'GROWTH', 'LEAKED', 'TREND', 'WAIT', 'PLACE'];

export function renderFleet(fleet: Fleet, width?: number): string {
  const { places, gaps } = fleet;
  const shown = places.slice(0, ROWS);
  const more = places.length - shown.length;
  return [
    `${headline(fleet)}\n`,
    ...(shown.length === 0 ? [] : ['\n', renderTable([HEAD, ...shown.map((place) => cells(place, fleet))], width)]),
    ...(more > 0 ? [`… and ${more} more: \`--json\` has all.\n`] : []),
    ...shown.slice(0, STACKS).map((place) => `\n${stackOf(place)}`),
    ...(gaps.length === 0 ? [] : ['\nNot in these numbers:\n', ...gaps.map(gapLine)]),
  ].join('');
}

/** For an issue. What comes from outside stands in code, where it has no meaning. */
export function renderFleetMarkdown(fleet: Fleet): string {
  const { places, gaps } = fleet;
  const row = (words: readonly string[]): string => `| ${words.join(' | ')} |\n`;
  const shown = places.slice(0, ROWS);
  const table = shown.map((place) => {
    const [rms = '', on = '', largest = '', growth = '', leaked = '', trend = '', wait = '', where = ''] = cells(
      place,
      fleet,
    );
    return row([rms, on, largest, growth, leaked, trend, code(wait), code(where)]);
  });
  const stacks = shown.slice(0, STACKS).map((place) => `\n\`\`\`text\n${stackOf(place).replaceAll('`', "'")}\`\`\`\n`);
  return [
    `${headline(fleet)}\n`,
    ...(table.length === 0 ? [] : ['\n', row(HEAD), row(HEAD.map(() => '---')), ...table]),
    ...stacks,
    ...(gaps.length === 0
      ? []
      : ['\nNot in these numbers:\n\n', ...gaps.map((gap) => `- ${code(gapLine(gap).trim())}\n`)]),
  ].join('');
}

function headline({ asked, answered, fetches, seconds, interrupted, tasks, leaked }: Fleet): string {
  const times = fetches === 1 ? '' : `, ${fetches} fetches ${seconds} s apart`;
  const proven = leaked === 0 ? 'none of them proven to be leaked' : `${leaked} of them proven to be leaked`;
  const end = interrupted ? ' Interrupted: this is what there was.' : '';
  return `${answered} of ${asked} instances answered${times}: ${tasks} tasks, ${proven}.${end}`;
}

function cells(place: RankedPlace, { answered }: Fleet): string[] {
  const { rms, instances, largest, growth, leaked, trend, wait } = place;
  return [
    rms < 10 ? rms.toFixed(1) : String(Math.round(rms)),
    `${instances} of ${answered}`,
    String(largest.tasks),
    growth === null ? '-' : growth > 0 ? `+${growth}` : String(growth),
    leaked === 0 ? '-' : String(leaked),
    trend ?? '-',
    printable(wait === '' ? '-' : wait),
    printable(`${place.function} ${at(place.path, place.lines[0])}`),
  ];
}

function stackOf({
  function: name,
  package: owner,
  largest,
  tasks,
  lines,
  stack,
  createdBy,
  ...place
}: RankedPlace): string {
  const others = lines.length > 1 ? `, at lines ${lines.join(', ')}` : '';
  const heading = `${name}${owner === null ? '' : ` of ${owner}`}: ${tasks} tasks${others}; most on ${largest.instance}`;
  const frames = stack.map((frame) => `  ${frame.function} ${at(frame.path, frame.line)}`);
  const origin = createdBy === null ? [] : [`  created by ${createdBy}`];
  const text = stack.length === 0 ? [`  ${place.path}`] : frames;
  return [heading, ...text, ...origin].map((line) => `${printable(line)}\n`).join('');
}

function at(path: string, line: number | undefined): string {
  return line === undefined ? path : `${path}:${line}`;
}

function gapLine({ instance, reason }: Fleet['gaps'][number]): string {
  return `  ${printable(`${instance}: ${reason}`)}\n`;
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
