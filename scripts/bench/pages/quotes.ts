/** Numbers that other pages quote: `<!-- number: call -->55 ns<!-- /number -->`. The command keeps them up to date. */
import type { Measure, Reading } from '../measure.ts';
import { rounded } from '../report.ts';

const QUOTE = /(<!-- number: (\S+) -->).*?(<!-- \/number -->)/g;

/** The text with each quoted number as it was measured last. Throws where a name is none of a measure. */
export function withQuotes(
  text: string,
  measures: readonly Measure[],
  readings: { readonly [measure: string]: Reading },
): string {
  return text.replace(QUOTE, (_, before: string, name: string, after: string) => {
    const measure = measures.find((each) => each.name === name);
    const reading = readings[name];
    if (measure === undefined || reading === undefined)
      throw new Error(`No number \`${name}\` was measured to be quoted.`);
    return `${before}${rounded(reading.value)} ${measure.unit}${after}`;
  });
}
