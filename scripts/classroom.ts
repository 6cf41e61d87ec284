/** `npm run classroom …`: the instructor's server. The only place of it that touches the process. */
import { fileURLToPath } from 'node:url';
import { type ClassroomContext, UsageError, type Word } from './classroom/commands/context.ts';
import { deleteAll } from './classroom/commands/delete.ts';
import { exportSession } from './classroom/commands/export.ts';
import { pack } from './classroom/commands/pack.ts';
import { share } from './classroom/commands/share.ts';
import { start, startAnew } from './classroom/commands/start.ts';
import { nearest } from './course/nearest.ts';

const WORDS: { [word: string]: Word } = {
  start,
  new: startAnew,
  share,
  export: exportSession,
  delete: deleteAll,
  pack,
  bench,
  help,
};
const HELP = `npm run classroom                   the instructor's server, on this machine alone
npm run classroom new               the same, and a new session begins
npm run classroom share             let the room in: listen on the network, too
npm run classroom export [FOLDER]   what was stored, as CSV and JSON
npm run classroom delete            delete all that was stored
npm run classroom pack [FOLDER]     for a room without Wi-Fi: all of it, for a USB stick

\`PORT\` and \`HOST\` say where it listens; \`LEARNERS\` how many you expect: twice as
many have a seat (else 300), and the dashboard lets more in. With \`DATABASE_URL\` it
stores in a PostgreSQL of yours, and several servers share a session.`;

async function help({ print }: ClassroomContext): Promise<number> {
  print(HELP);
  return 0;
}

/** For authors, by `npm run bench classroom`. Loaded when it is asked for. */
async function bench(context: ClassroomContext, rest: readonly string[]): Promise<number> {
  const { bench: measure } = await import('./classroom/commands/bench.ts');
  // A measurement that is under way has much to put away; its servers end when we do.
  context.interrupted.addEventListener('abort', () => process.exit(130));
  return measure(context, rest);
}

process.exitCode = await main(process.argv.slice(2));

async function main([word = 'start', ...rest]: string[]): Promise<number> {
  const root = process.env['LEAKLAB_ROOT'] ?? fileURLToPath(new URL('..', import.meta.url));
  const interruption = new AbortController();
  // A launcher that was killed takes us along; listening for that alone is no reason to go on.
  process.on('disconnect', () => interruption.abort());
  process.channel?.unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interruption.abort());
  try {
    const run = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
    if (run === undefined) throw new UsageError(unknown(word));
    const print = (text: string): void => console.log(text);
    const printError = (text: string): void => console.error(text);
    return await run({ root, environment: process.env, print, printError, interrupted: interruption.signal }, rest);
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
