/** Recordings of a lab's service that runs in one terminal, while a person types in another. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { labArguments } from './programs.ts';
import type { Recording, RecordingOptions } from './recording.ts';
import { runProgram } from './run-program.ts';
import { type LabCode, stage } from './stage.ts';

/** The port that a reader sees; the real one is any free one. */
const SHOWN = 'localhost:3000';
/** Milliseconds until a service has to listen, or a page to say what is waited for. */
const PATIENCE = 15_000;

/** The second terminal. */
export interface Terminal {
  /** Runs a command, which goes into the recording with what it prints. */
  type(line: string): Promise<void>;
  /** The same for one that goes on until Ctrl-C, which is pressed once it has printed something. */
  interrupt(line: string): Promise<void>;
  /** Waits, as a person would, until a page says this. Leaves no trace in the recording. */
  until(path: string, expected: string): Promise<void>;
}

export function session(
  code: LabCode,
  typing: (terminal: Terminal) => Promise<void>,
  options: RecordingOptions = {},
): Recording {
  return {
    needs: ['curl'],
    ...options,
    cheap: false,
    async run(workplace) {
      const cwd = stage(workplace, code);
      const service = start(cwd, code.lab);
      try {
        const address = await listening(service);
        const transcript: string[] = [];
        await typing(terminalAt(address, cwd, transcript));
        return transcript.join('\n');
      } finally {
        service.kill('SIGTERM');
        if (service.exitCode === null && service.signalCode === null) await once(service, 'exit');
      }
    },
  };
}

function start(root: string, lab: string): ChildProcess {
  return spawn(process.execPath, labArguments(root, `${lab} start`), {
    cwd: root,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function listening(service: ChildProcess): Promise<string> {
  let printed = '';
  const found = Promise.withResolvers<string>();
  service.stdout?.on('data', (data: Buffer) => {
    printed += data.toString('utf8');
    const [, address] = /Listening on http:\/\/(\S+)/.exec(printed) ?? [];
    if (address !== undefined) found.resolve(address);
  });
  service.once('exit', () => found.reject(new Error(`The service ended before it listened. It printed:\n${printed}`)));
  service.once('error', found.reject);
  return found.promise;
}

function terminalAt(address: string, cwd: string, transcript: string[]): Terminal {
  const real = (line: string): [string, string[]] => {
    const [program = '', ...words] = line.replaceAll(SHOWN, address).split(' ');
    return [program, words];
  };
  return {
    async type(line) {
      const [program, words] = real(line);
      const { out } = await runProgram(program, words, { cwd });
      transcript.push(`$ ${line}`, ...(out === '' ? [] : [out]));
    },
    async interrupt(line) {
      const [program, words] = real(line);
      const child = spawn(program, words, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
      const [data]: Buffer[] = await once(child.stdout, 'data');
      child.kill('SIGINT');
      await once(child, 'close');
      transcript.push(`$ ${line}`, `${data?.toString('utf8').trimEnd()}`, '^C');
    },
    async until(path, expected) {
      const deadline = performance.now() + PATIENCE;
      for (let body = ''; body !== expected; ) {
        if (performance.now() > deadline) throw new Error(`\`${path}\` says \`${body}\`, and never \`${expected}\`.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        body = (await (await fetch(`http://${address}${path}`)).text()).trim();
      }
    },
  };
}
