/** What TypeScript says of a lab's files: a note beside the verdict. Only what the program does decides. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './course.ts';

const SHOWN = 3;

/** `file:line: message`, at most three; none where the compiler can't be run, or `signal` is aborted: then it is ended. */
export async function typeErrors(root: string, lab: Lab, signal: AbortSignal): Promise<string[]> {
  const output = await compile(root, signal);
  const own = output.split('\n').flatMap((line) => {
    const match = /^(\S[^(]*)\((\d+),\d+\): error TS\d+: (.*)$/.exec(line);
    return match?.[1]?.startsWith(`labs/${lab.name}/`) ? [`${match[1]}:${match[2]}: ${match[3]}`] : [];
  });
  return own.slice(0, SHOWN);
}

function compile(root: string, signal: AbortSignal): Promise<string> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return new Promise((resolve) => {
    if (signal.aborted || !existsSync(compiler)) return resolve('');
    // The command is a script that starts the compiler: they are ended together, as a group.
    const group = process.platform !== 'win32';
    const child = spawn(process.execPath, [compiler, '--pretty', 'false', '--project', root], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: group,
    });
    let output = '';
    const over = (): void => {
      signal.removeEventListener('abort', end);
      resolve(output);
    };
    const end = (): void => {
      try {
        if (child.pid !== undefined) process.kill(group ? -child.pid : child.pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
      over();
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', over);
    child.once('close', over);
    signal.addEventListener('abort', end);
  });
}
