/** `npm run docs …`: the reading. The only place of it that touches the process. */
import { fileURLToPath } from 'node:url';
import { nearest } from './course/nearest.ts';
import { readSurroundings } from './documents/surroundings.ts';
import { check } from './documents/words/check.ts';
import { UsageError, type Word } from './documents/words/context.ts';
import { experiment } from './documents/words/experiment.ts';
import { record } from './documents/words/record.ts';
import { refresh } from './documents/words/refresh.ts';

const WORDS: { [word: string]: Word } = { experiment, refresh, record, check };
const HELP = `The pages are Markdown files: begin with docs/en/learn/00-tasks.md

  npm run docs experiment NAME   run a program that a page talks about
  npm run docs refresh           authors: fill the blocks from their sources
  npm run docs record [NAME]     authors: run what the pages show, write it down
  npm run docs check             authors: run it again, is all in sync?`;

process.exitCode = await main(process.argv.slice(2));

async function main([word, ...rest]: string[]): Promise<number> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  try {
    if (word === undefined) {
      console.log(HELP);
      return 0;
    }
    const run = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
    if (run === undefined) throw new UsageError(unknown(word));
    return await run({ ...readSurroundings(root), print: (text) => console.log(text) }, rest);
  } catch (error) {
    // A usage error is for the person; of any other, who mends it wants the stack.
    console.error(error instanceof UsageError ? error.message : error);
    return 2;
  }
}

function unknown(word: string): string {
  const words = Object.keys(WORDS);
  const near = nearest(word, words).map((each) => `\`${each}\``);
  return `There is no word \`${word}\`. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `The words: ${words.join(', ')}.`}`;
}
