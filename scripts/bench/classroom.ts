/** `npm run bench classroom [MINUTES [LEARNERS]]`: measured by the classroom itself, which has packages of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Gives its exit status, and the table in Markdown. What it prints is shown as it comes. */
export function measureClassroom(root: string, words: readonly string[]): Promise<{ status: number; table: string }> {
  const launcher = join(root, 'scripts', 'launch.cjs');
  const child = spawn(process.execPath, [launcher, 'scripts/classroom.ts', 'bench', ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    process.stdout.write(text);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      const table = printed.split('\n').filter((line) => line.startsWith('|'));
      resolve({ status: status ?? 1, table: table.join('\n') });
    });
  });
}
