import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isShort, type Measure, reading } from '../measure.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export const verify: Measure = {
  name: 'verify',
  title: '`npm run verify`, whole, once',
  unit: 's',
  hold: 180,
  anchor: '',
  async measure(effort) {
    const labs = isShort(effort) ? ['1'] : [];
    const start = performance.now();
    try {
      const words = ['scripts/launch.cjs', 'scripts/verify.ts', ...labs];
      const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: ROOT, maxBuffer: 2 ** 26 });
      const [last = ''] = stdout.trimEnd().split('\n').slice(-1);
      return reading([(performance.now() - start) / 1000], last);
    } catch (cause) {
      throw new Error(`\`npm run verify ${labs.join(' ')}\` did not pass: run it by itself to see why.`, { cause });
    }
  },
};
