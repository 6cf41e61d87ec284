/** `taskscope fleet` in this process: a start of the command costs a second, and there are many cases. */
import { CommanderError } from 'commander';
import { makeProgram } from '../../src/cli/program.ts';
import { FleetError } from '../../src/fleet/errors.ts';
import { printableLines } from '../../src/profile/printable.ts';
import type { Ended } from '../cli/command.ts';

export interface Around {
  environment?: NodeJS.ProcessEnv;
  /** Ctrl-C. */
  interrupt?: AbortSignal;
}

export interface FleetEnded extends Ended {
  /** What it has printed with `--json`; null where that was nothing. */
  found: ReturnType<typeof JSON.parse>;
}

/** What the command prints and ends with; a process of its own says the same in `process.test.ts`. */
export async function fleet(
  words: readonly string[],
  { environment = {}, interrupt }: Around = {},
): Promise<FleetEnded> {
  let stdout = '';
  let stderr = '';
  let status = 0;
  const program = makeProgram(
    {
      write: async (text) => {
        stdout += printableLines(text);
      },
      width: undefined,
      folder: process.cwd(),
      environment,
      interrupted: () => interrupt ?? new AbortController().signal,
    },
    (given) => {
      status = given;
    },
  );
  const output = {
    writeErr(text: string) {
      stderr += text;
    },
  };
  for (const command of program.commands) command.exitOverride().configureOutput(output);
  try {
    await program.parseAsync(['fleet', ...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof FleetError || error instanceof CommanderError)) throw error;
    status = 2;
    if (error instanceof FleetError) stderr += error.message;
  }
  return { status, stdout, stderr, found: stdout.startsWith('{') ? JSON.parse(stdout) : null };
}
