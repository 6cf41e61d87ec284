/** What TypeScript says of a lab's files: a note beside the verdict. Only what the program does decides. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Lab } from './course.ts';

const SHOWN = 3;

/** `file:line: message`, at most three; none where the compiler can't be run. */
export function typeErrors(root: string, lab: Lab, signal: AbortSignal): Promise<string[]> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [compiler, '--pretty', 'false', '--project', root],
      { cwd: root, signal },
      (_error, output) => {
        const own = output.split('\n').flatMap((line) => {
          const match = /^(\S[^(]*)\((\d+),\d+\): error TS\d+: (.*)$/.exec(line);
          return match?.[1]?.startsWith(`labs/${lab.name}/`) ? [`${match[1]}:${match[2]}: ${match[3]}`] : [];
        });
        resolve(own.slice(0, SHOWN));
      },
    );
  });
}
