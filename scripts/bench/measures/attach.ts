import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { COMMAND } from '../beside.ts';
import { type Measure, reading, spread } from '../measure.ts';
import { times } from '../sample.ts';

const PROGRAM = fileURLToPath(new URL('../programs/untracked.mjs', import.meta.url));

export const attach: Measure = {
  name: 'attach',
  title: '`taskscope attach` to its first line, of a small service with a thousand suspended functions',
  unit: 's',
  hold: 1.2,
  anchor: 'the pause alone, over the inspector, 0.5 s with Node 24',
  async measure(effort) {
    const service = spawn(process.execPath, ['--inspect-port=0', PROGRAM, times(1000, effort)], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const [pid] = await once(service.stdout, 'data');
    const lines: number[] = [];
    const wholes: number[] = [];
    for (let round = 0; round < effort.rounds; round++) {
      const { line, whole } = await attached(String(pid).trim());
      lines.push(line);
      wholes.push(whole);
    }
    service.stdin.end();
    await once(service, 'exit');
    return reading(lines, `with the inspector closed again ${spread(wholes, 2)} s`);
  },
};

/** Seconds until the first line, and until the end. */
async function attached(pid: string): Promise<{ line: number; whole: number }> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const command = spawn(process.execPath, [COMMAND, 'attach', pid, '--yes'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(command, 'exit');
  const first = once(command.stdout, 'data').then(seconds);
  const [status] = await ended;
  if (status !== 0) throw new Error(`\`taskscope attach ${pid}\` ended with status ${status}.`);
  return { line: await first, whole: seconds() };
}
