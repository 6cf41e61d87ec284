/** The command `taskscope`. The only place of it that touches the process. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { FleetError } from '../fleet/errors.ts';
import { printableLines } from '../profile/printable.ts';
import type { Context } from './commands/context.ts';
import { makeProgram } from './program.ts';
import { TargetError } from './target.ts';

const UNREACHED = 1;
const MISUNDERSTOOD = 2;
/** 1 says of a fleet that leaks are proven. */
const UNJUDGED = 2;

const context: Context = {
  async write(text) {
    if (!process.stdout.write(printableLines(text))) await once(process.stdout, 'drain');
  },
  width: process.stdout.isTTY ? process.stdout.columns : undefined,
  folder: process.cwd(),
  environment: process.env,
  interrupted() {
    const controller = new AbortController();
    // The second one ends it at once.
    process.once('SIGINT', () => controller.abort());
    return controller.signal;
  },
};

// `taskscope stack PID | head` closes the pipe: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);
const program = makeProgram(context, (status) => {
  process.exitCode = status;
});
const output = { writeErr: (text: string) => process.stderr.write(printableLines(text)) };
program.version(version, '-v, --version', 'the version of taskscope');
for (const command of [program, ...program.commands]) command.exitOverride().configureOutput(output);
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof TargetError) {
    process.stderr.write(`${printableLines(error.message)}\n`);
    process.exitCode = UNREACHED;
  } else if (error instanceof FleetError) {
    process.stderr.write(`${printableLines(error.message)}\n`);
    process.exitCode = UNJUDGED;
  } else if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : MISUNDERSTOOD;
  else throw error;
}
// A connection whose other end never says goodbye would keep it here.
process.stdout.write('', () => process.exit());
