/** `npm run bench [NAME …] [short]`: the numbers that are promised, measured side by side. */
import { type Effort, FULL, SHORT } from './bench/measure.ts';
import { measures } from './bench/measures.ts';
import { report } from './bench/report.ts';

process.exitCode = await main(process.argv.slice(2));

/** 0: all were measured, held or not, for a busy machine decides that too; 1: one could not be; 2: a name is unknown. */
async function main(words: string[]): Promise<number> {
  const effort: Effort = words.includes('short') ? SHORT : FULL;
  const names = words.filter((word) => word !== 'short');
  const unknown = names.find((name) => !measures.some((measure) => measure.name === name));
  if (unknown !== undefined) {
    console.error(
      `There is no number \`${unknown}\`. There are: ${measures.map(({ name }) => `\`${name}\``).join(', ')}.`,
    );
    return 2;
  }
  let broken = 0;
  for (const measure of measures) {
    if (names.length > 0 && !names.includes(measure.name)) continue;
    try {
      console.log(report(measure, await measure.measure(effort)));
    } catch (error) {
      broken++;
      console.log(`✗ ${measure.name} could not be measured: ${error instanceof Error ? error.message : error}`);
    }
  }
  return broken === 0 ? 0 : 1;
}
