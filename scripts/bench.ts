/** `npm run bench …`: the numbers that are promised, measured side by side. The only place of it that touches the process. */
import { fileURLToPath } from 'node:url';
import { measureClassroom } from './bench/classroom.ts';
import { compare } from './bench/comparison/comparison.ts';
import { makeReady } from './bench/comparison/install.ts';
import { toolsOf } from './bench/comparison/tools.ts';
import { measureGrowth } from './bench/growth/growth.ts';
import { type Effort, FULL, type Reading, SHORT } from './bench/measure.ts';
import { measures } from './bench/measures.ts';
import { thisMachine } from './bench/pages/machine.ts';
import { NotMeasured, writeStored } from './bench/pages/store.ts';
import { writePages } from './bench/pages/write.ts';
import { report } from './bench/report.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const HELP = `npm run bench                measure each number, and write docs/en/maintain/numbers.md: ten minutes
  npm run bench NAME …         measure some, and write nothing: ${measures.map(({ name }) => name).join(', ')}
  npm run bench growth         cost as it grows, from 1,000 tasks to a million, for the same page
  npm run bench comparison     leak tests side by side, for docs/en/toolkit/leak-tests-compared.md
  npm run bench refresh        make the pages anew from what was measured last
  npm run bench classroom [MINUTES [LEARNERS]]   a room of a thousand, and what may befall it: half an hour
  … short                      only to see that it can be measured; nothing is written`;

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  // What was not measured yet is said in words; of anything else, who mends it wants the stack.
  console.error(error instanceof NotMeasured ? error.message : error);
  return 1;
});

/** 0: all were measured, held or not, for a busy machine decides that too; 1: one could not be; 2: a name is unknown. */
async function main(words: string[]): Promise<number> {
  const short = words.includes('short');
  const effort = short ? SHORT : FULL;
  const [first, ...more] = words.filter((word) => word !== 'short');
  const alone = more.length === 0;
  if (first === undefined) return numbers(effort, !short);
  if (first === 'help') return say(HELP);
  if (alone && first === 'growth') return growth(effort, !short);
  if (alone && first === 'comparison') return comparison(effort, !short);
  if (alone && first === 'refresh') return say(writePages(ROOT).join('\n'));
  if (first === 'classroom') return classroom(more);
  const unknown = [first, ...more].find((name) => !measures.some((measure) => measure.name === name));
  if (unknown !== undefined) {
    console.error(`There is no number \`${unknown}\`.\n\n${HELP}`);
    return 2;
  }
  const { broken } = await measure(effort, [first, ...more]);
  return broken === 0 ? 0 : 1;
}

async function numbers(effort: Effort, writes: boolean): Promise<number> {
  const start = performance.now();
  const { readings, broken } = await measure(
    effort,
    measures.map(({ name }) => name),
  );
  say(`${Math.round((performance.now() - start) / 1000)} s in all`);
  if (broken > 0) {
    console.error(`${broken} could not be measured, so the page stays as it was.`);
    return 1;
  }
  if (writes) writeStored(ROOT, 'numbers', { machine: thisMachine(), readings });
  return writes ? say(writePages(ROOT).join('\n')) : 0;
}

async function measure(
  effort: Effort,
  names: readonly string[],
): Promise<{ readings: { [measure: string]: Reading }; broken: number }> {
  const readings: { [measure: string]: Reading } = {};
  let broken = 0;
  for (const measure of measures.filter(({ name }) => names.includes(name))) {
    try {
      const reading = await measure.measure(effort);
      readings[measure.name] = reading;
      say(report(measure, reading));
    } catch (error) {
      broken++;
      say(`✗ ${measure.name} could not be measured: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { readings, broken };
}

async function growth(effort: Effort, writes: boolean): Promise<number> {
  const measured = await measureGrowth(effort, (name) => say(`✓ ${name}`));
  if (writes) writeStored(ROOT, 'growth', { machine: thisMachine(), growth: measured });
  return writes ? say(writePages(ROOT).join('\n')) : 0;
}

async function comparison(effort: Effort, writes: boolean): Promise<number> {
  const ready = await makeReady();
  for (const sentence of ready.missing) say(`✗ not to be had: ${sentence}`);
  const tools = await compare(toolsOf(ready), effort, (name) => say(`✓ ${name}`));
  const { versions, missing } = ready;
  if (writes) writeStored(ROOT, 'comparison', { machine: thisMachine(), comparison: { versions, missing, tools } });
  return writes ? say(writePages(ROOT).join('\n')) : 0;
}

/** With a number of minutes it is only seen that it can be measured. */
async function classroom(words: readonly string[]): Promise<number> {
  const { status, table } = await measureClassroom(ROOT, words);
  if (status !== 0 || words.length > 0) return status;
  writeStored(ROOT, 'classroom', { machine: thisMachine(), table });
  return say(writePages(ROOT).join('\n'));
}

function say(text: string): 0 {
  console.log(text);
  return 0;
}
