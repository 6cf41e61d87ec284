/** The page of what is promised, and of what was tried against it. */
import { type Row, tableOf } from './table.ts';

export const PAGE = 'docs/en/maintain/safety.md';

export interface Run {
  /** `2026-11-29` */
  date: string;
  /** `linux x64, Node v26.10.0` */
  machine: string;
  /** Generated inputs for each parser. */
  inputs: number;
}

export function safetyPage(rows: readonly Row[], { date, machine, inputs }: Run): string {
  const tried = rows.reduce((sum, row) => sum + row.tried, 0);
  const held = rows.reduce((sum, row) => sum + row.held, 0);
  return `<!-- Made by \`npm test safety record\`. Its words are in \`scripts/test/safety/page.ts\`, those of a row in the test that it names. -->
# Nobody is harmed

Whatever listens, writes or runs is attacked by tests, area by area. A row says what is promised, who is trusted with
what, how many attacks were tried, and how many of them held. Its words stand at the top of the test that it links to; its
counts come from the run.

Run on ${date}, on ${machine}, with ${inputs.toLocaleString('en')} generated inputs for each parser: ${held.toLocaleString('en')} of ${tried.toLocaleString('en')} held.

${tableOf(rows)}

## How it is run

\`\`\`sh
npm test safety           # the short form, which is a part of \`npm test\`; the long one in CI
npm test safety record    # the long form, and this page made from it
npm test safety million   # a million inputs for each parser: hours
\`\`\`

What a machine lacks for an attack (root for a full disk, the classroom's packages) is named as not run; in CI, and where
the page is made, that is a failure.

## How to add an attack

A new test goes into the \`*.safety.test.ts\` file of its area, beside what it attacks. A new area is a new file, which begins
with a comment that has \`@area\`, \`@promised\` and \`@trusted\`. A test counts as one attack; one that tries many says how many, by
\`tried\` from \`scripts/test/safety/tried.ts\`. What reads foreign bytes gets a fuzzer, by \`fuzz\` from
\`scripts/test/safety/fuzz.ts\`. See the attack succeed on the old code before you mend it.
`;
}
