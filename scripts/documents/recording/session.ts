/** Recordings of a lab's program that runs in one terminal, while a person types in another. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FirstTerminal } from './first-terminal.ts';
import type { Recording, RecordingOptions } from './recording.ts';
import { runProgram } from './run-program.ts';
import { type LabCode, stage } from './stage.ts';
import { screenOf } from './terminal-screen.ts';

/** The port that a reader sees; the real one is any free one. */
const SHOWN_HOST = 'localhost:3000';
/** The process that a reader sees. */
const SHOWN_PID = '47112';
/** Milliseconds until a page says, or a screen shows, what is waited for. */
const PATIENCE = 15_000;

/** The second terminal. */
export interface Terminal {
  /** Where the course of this recording stands. */
  root: string;
  /** Runs a command, which goes into the recording with what it prints, or with the lines of it to keep. */
  type(line: string, keep?: (line: string) => boolean): Promise<void>;
  /** The same for one that goes on until Ctrl-C, which is pressed once it has printed something. */
  interrupt(line: string): Promise<void>;
  /** The same for one that fills a terminal of so many rows, until `q` is pressed: what stands there once the pattern does. */
  watch(line: string, pattern: RegExp, rows: number): Promise<void>;
  /** Waits, as a person would, until a page says this. Leaves no trace in the recording. */
  until(path: string, expected: string): Promise<void>;
  /** The same, until the program in the first terminal has printed this. */
  untilPrinted(pattern: RegExp): Promise<void>;
  /** The same, until so many heap snapshots stand whole where a program of somebody else's writes them. */
  untilSnapshots(count: number): Promise<void>;
}

/** A service; `localhost:3000` in what is typed stands for its address. */
export function session(
  code: LabCode,
  typing: (terminal: Terminal) => Promise<void>,
  options: RecordingOptions = {},
): Recording {
  const names = (address: string): Names => ({
    real: (line) => line.replaceAll(SHOWN_HOST, address),
    shown: (text) => text,
  });
  return inTwoTerminals(code, typing, { needs: ['curl'], ...options }, /Listening on http:\/\/(\S+)/, names);
}

/** A worker, which serves nobody; `PID` in what is typed stands for its process. */
export function workerSession(
  code: LabCode,
  typing: (terminal: Terminal) => Promise<void>,
  options: RecordingOptions = {},
): Recording {
  const names = (pid: string): Names => ({
    real: (line) => line.replaceAll('PID', pid),
    // Columns stay columns.
    shown: (text) =>
      text.replaceAll(new RegExp(`\\b${pid}\\b( *)`, 'g'), (all, { length }) =>
        length === 0 ? SHOWN_PID : `${SHOWN_PID} `.padEnd(all.length),
      ),
  });
  return inTwoTerminals(code, typing, options, /process (\d+)/, names);
}

interface Names {
  /** A line that is typed, as it is run. */
  real(line: string): string;
  /** A line that was run, or what it printed, as a reader sees it. */
  shown(text: string): string;
}

/** `ready`: what the program prints when it is, and in it what `names` needs to know. */
function inTwoTerminals(
  code: LabCode,
  typing: (terminal: Terminal) => Promise<void>,
  options: RecordingOptions,
  ready: RegExp,
  names: (found: string) => Names,
): Recording {
  return {
    ...options,
    cheap: false,
    async run(workplace) {
      const root = stage(workplace, code);
      const first = new FirstTerminal(root, code.lab);
      try {
        const transcript: string[] = [];
        await typing(secondTerminal(first, root, names(await first.printed(ready)), transcript));
        return transcript.join('\n');
      } finally {
        await first.end();
      }
    },
  };
}

/** Those that are written to their end. */
function wholeSnapshots(root: string): number {
  const files = globSync('.leaklab/snapshots/*.heapsnapshot', { cwd: root });
  return files.filter((file) => readFileSync(join(root, file)).subarray(-2).toString('latin1') === ']}').length;
}

function secondTerminal(first: FirstTerminal, root: string, names: Names, transcript: string[]): Terminal {
  const cwd = root;
  const split = (line: string): [string, string[]] => {
    const real = names.real(line);
    const [program = '', ...words] = real.split(' ');
    // An address with `?` or `&` is quoted, as a shell wants it.
    const plain = words.map((word) => word.replace(/^"(.*)"$/, '$1'));
    return /[|*]/.test(real) ? ['sh', ['-c', real]] : [program, plain];
  };
  /** An address is shown as it was typed. */
  const tell = (line: string, output: string): void => {
    const typed = line.includes(SHOWN_HOST) ? line : names.shown(names.real(line));
    transcript.push(`$ ${typed}`, ...(output === '' ? [] : [names.shown(output)]));
  };
  return {
    root,
    async type(line, keep = () => true) {
      const { out, err } = await runProgram(...split(line), { cwd });
      // What npm says of its own settings belongs to the machine, what curl says of its progress to nobody.
      const complaint = line.startsWith('npx ') ? err.replaceAll(/^npm .*\n?/gm, '') : '';
      const lines = [complaint, out].filter((text) => text !== '').join('\n');
      tell(line, lines.split('\n').filter(keep).join('\n'));
    },
    async interrupt(line) {
      const child = spawn(...split(line), { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
      const [data]: Buffer[] = await once(child.stdout, 'data');
      child.kill('SIGINT');
      await once(child, 'close');
      tell(line, `${data?.toString('utf8').trimEnd()}\n^C`);
    },
    async watch(line, pattern, rows) {
      tell(line, await screenOf(names.real(line), { cwd, pattern, rows, patience: PATIENCE }));
    },
    async until(path, expected) {
      const deadline = performance.now() + PATIENCE;
      for (let body = ''; body !== expected; ) {
        if (performance.now() > deadline) throw new Error(`\`${path}\` says \`${body}\`, and never \`${expected}\`.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        body = (await (await fetch(`http://${names.real(SHOWN_HOST)}${path}`)).text()).trim();
      }
    },
    async untilPrinted(pattern) {
      await first.printed(pattern);
    },
    async untilSnapshots(count) {
      const deadline = performance.now() + PATIENCE;
      while (wholeSnapshots(root) < count) {
        if (performance.now() > deadline) throw new Error(`The program never wrote ${count} heap snapshots.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
