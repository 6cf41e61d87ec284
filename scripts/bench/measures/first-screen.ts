import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Measure, reading, spread } from '../measure.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** `script` gives the command a terminal, so that what is timed is the watch that a learner sees. */
const LAB =
  process.platform === 'darwin'
    ? ['-q', '/dev/null', 'npm', 'run', '-s', 'lab', '1']
    : ['-qec', 'npm run -s lab 1', '/dev/null'];

export const firstScreen: Measure = {
  name: 'first-screen',
  title: '`npm run lab 1` to its first screen, npm included',
  unit: 's',
  hold: 0.5,
  anchor: 'npm alone 0.24 s, npm with tsx 0.33 s',
  async measure({ rounds }) {
    const screens: number[] = [];
    const empty: number[] = [];
    for (let round = 0; round < rounds; round++) {
      screens.push(await untilWords('script', LAB, /counting/i));
      empty.push(await untilWords('npm', ['--version'], /\d/));
    }
    return reading(screens, `\`npm --version\` here ${spread(empty, 2)} s`);
  },
};

/** Seconds from the start until the words are printed; the command is ended then. */
function untilWords(command: string, words: readonly string[], wanted: RegExp): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, words, {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let printed = '';
    let seconds: number | null = null;
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString('utf8');
      if (seconds !== null || !wanted.test(printed)) return;
      seconds = (performance.now() - start) / 1000;
      child.stdin.end('q');
    });
    // It may be over before it reads the key.
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('exit', () => {
      if (seconds === null)
        reject(new Error(`\`${command} ${words.join(' ')}\` printed no screen: ${printed.slice(-200)}`));
      else resolve(seconds);
    });
  });
}
