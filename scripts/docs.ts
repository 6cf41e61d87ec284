/** `npm run docs …`: the reading. The only place of it that touches the process. */
import { fileURLToPath } from 'node:url';
import { nearest } from './course/nearest.ts';
import { readSurroundings } from './documents/surroundings.ts';
import { check } from './documents/words/check.ts';
import { type DocsContext, UsageError, type Word } from './documents/words/context.ts';
import { experiment } from './documents/words/experiment.ts';
import { record } from './documents/words/record.ts';
import { refresh } from './documents/words/refresh.ts';
import { translated } from './documents/words/translated.ts';
import { build } from './site/commands/build.ts';
import { screenshots } from './site/commands/screenshots.ts';
import { serve } from './site/commands/serve.ts';

const WORDS: { [word: string]: Word } = {
  serve,
  build,
  help,
  experiment,
  refresh,
  record,
  check,
  translated,
  screenshots,
};
const HELP = `npm run docs                     the reading, as a site on this machine
  npm run docs build [FOLDER]    the same as static files
  npm run docs experiment NAME   run a program that a page talks about
  npm run docs refresh           authors: fill the blocks from their sources
  npm run docs record [NAME]     authors: run what the pages show, write it down
  npm run docs check             authors: run it again, is all in sync?
  npm run docs translated FILE   translators: it says what its original says now
  npm run docs screenshots       authors: take the pictures of the site anew

The pages are Markdown files: begin with docs/en/learn/00-tasks.md`;

async function help({ print }: DocsContext): Promise<number> {
  print(HELP);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));

async function main([word = 'serve', ...rest]: string[]): Promise<number> {
  // `LEAKLAB_ROOT` lets the tests bring a course of their own.
  const root = process.env['LEAKLAB_ROOT'] ?? fileURLToPath(new URL('..', import.meta.url));
  try {
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
