/** Recordings of programs that run to their end. */
import { join } from 'node:path';
import { programArguments } from '../../checker/service/program.ts';
import type { Recording, RecordingOptions } from './recording.ts';
import { runProgram } from './run-program.ts';
import { type LabCode, stage } from './stage.ts';

/** The words that run a file of `docs/experiments`, tracked. */
export function experimentArguments(root: string, name: string): string[] {
  return programArguments(join(root, 'docs', 'experiments', `${name}.ts`));
}

/** The words that run the lab command of the course at `root`. */
export function labArguments(root: string, words: string): string[] {
  const entry = join(root, 'scripts', 'lab.ts');
  return ['--conditions=taskscope-source', '--disable-warning=ExperimentalWarning', entry, ...words.split(' ')];
}

/** `npm run docs experiment NAME` */
export function experiment(name: string, options: RecordingOptions = {}): Recording {
  return {
    ...options,
    cheap: true,
    async run({ root }) {
      const output = await runProgram(process.execPath, experimentArguments(root, name), { cwd: root });
      return typed(`npm run docs experiment ${name}`, output);
    },
  };
}

/** A command that is run in the root of the repository, as it is. */
export function command(line: string, options: RecordingOptions = {}): Recording {
  const [program = '', ...words] = line.split(' ');
  return {
    needs: [program],
    ...options,
    cheap: false,
    async run({ root }) {
      return typed(line, await runProgram(program, words, { cwd: root }));
    },
  };
}

/** `npm run lab …`, in a copy of the course in which `code` stands in the lab's folder; in each language. */
export function labCommand(words: string, code: LabCode, options: RecordingOptions = {}): Recording {
  return {
    ...options,
    cheap: true,
    speaks: true,
    async run(workplace) {
      const root = stage(workplace, code);
      const env = { LEAKLAB_LANGUAGE: workplace.language };
      const output = await runProgram(process.execPath, labArguments(root, words), { cwd: root, env });
      return typed(`npm run lab ${words}`, output);
    },
  };
}

/** `npm run lab N start` of a lab whose entry runs to its end; the command itself then waits for the next save. */
export function labEntry(words: string, code: LabCode, entry: string, options: RecordingOptions = {}): Recording {
  return {
    ...options,
    cheap: true,
    async run(workplace) {
      const root = stage(workplace, code);
      const file = join(root, 'labs', code.lab, entry);
      const { out, err } = await runProgram(process.execPath, programArguments(file), { cwd: root });
      return [`$ npm run lab ${words}`, out, err].filter((text) => text !== '').join('\n');
    },
  };
}

function typed(line: string, { out, err }: { out: string; err: string }): string {
  return [`$ ${line}`, err, out].filter((text) => text !== '').join('\n');
}
