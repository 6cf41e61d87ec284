import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { isShort, type Measure, reading } from '../measure.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export const verify: Measure = {
  name: 'verify',
  title: '`npm run verify`, whole, once',
  unit: 's',
  hold: 300,
  anchor: '',
  async measure(effort) {
    const words = ['scripts/launch.cjs', 'scripts/verify.ts', ...(isShort(effort) ? ['1'] : [])];
    const start = performance.now();
    const child = spawn(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = await Promise.all([text(child.stdout), once(child, 'close')]);
    const seconds = (performance.now() - start) / 1000;
    // On a busy machine a verdict may fail for want of time; the proof itself is `npm test`'s, and here it is named.
    const lines = printed.trimEnd().split('\n');
    const end = lines.at(-1) ?? '';
    if (!/^\d+ passed, \d+ failed$/.test(end)) throw new Error(`\`npm run verify\` did not come to its end: ${end}`);
    const failed = lines.filter((line) => line.startsWith('✗')).map((line) => line.split('  ').slice(0, 2).join(' '));
    return reading([seconds], [end, ...failed].join('; '));
  },
};
