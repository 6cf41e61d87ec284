/** Reading a heap snapshot, beside what else reads one. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Effort, isShort, type Measure, reading, spread } from '../measure.ts';
import { sample, times } from '../sample.ts';

/** That makes a file of 125 MB. */
const FUNCTIONS = 110_000;
const MEMLAB = '@memlab/core@2.0.5';
const FOLDER = fileURLToPath(new URL('../../../.leaklab/memlab/', import.meta.url));

export const snapshot: Measure = {
  name: 'snapshot',
  title: 'a heap snapshot of 125 MB: read, grouped, and what holds each of 110,000 functions; processor time',
  unit: 'ms',
  hold: 1500,
  anchor: 'sketch 2,084 ms',
  async measure(effort) {
    return withSnapshot(effort, async (file) => {
      const memlab = isShort(effort) ? null : await installedMemlab();
      const others = memlab === null ? ['json'] : ['json', 'memlab'];
      const sides = new Map<string, number[]>(['taskscope', ...others].map((name) => [name, []]));
      for (let round = 0; round < Math.min(3, effort.rounds); round++) {
        for (const [name, values] of sides) {
          values.push(await sample({ file: 'read-heap.ts', words: [file, name, memlab ?? ''], tracked: false }));
        }
      }
      const json = `\`JSON.parse\` of the same file ${spread(sides.get('json') ?? [], 0)} ms`;
      const read = sides.get('memlab');
      const told =
        read === undefined ? '' : `, \`${MEMLAB}\`, which reads it and explains nothing, ${spread(read, 0)} ms`;
      return reading(sides.get('taskscope') ?? [], json + told);
    });
  },
};

export const snapshotMemory: Measure = {
  name: 'snapshot-memory',
  title: 'the same: memory of the process that reads, at most',
  unit: 'MB',
  hold: 300,
  anchor: 'sketch 319 MB, `JSON.parse` 489 MB',
  async measure(effort) {
    return withSnapshot(effort, async (file) => {
      const values: number[] = [];
      for (let round = 0; round < Math.min(3, effort.rounds); round++) {
        values.push(await sample({ file: 'read-heap.ts', words: [file, 'memory'], tracked: false }));
      }
      return reading(values);
    });
  },
};

async function withSnapshot<T>(effort: Effort, use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'leaklab-heap-'));
  try {
    const file = join(folder, 'app.heapsnapshot');
    await sample({ file: 'heap.mjs', words: [times(FUNCTIONS, effort), file], tracked: false });
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Its entry; null where it can't be had. Without scripts: one of its packages would download a browser. */
async function installedMemlab(): Promise<string | null> {
  const entry = join(FOLDER, 'node_modules', '@memlab', 'core', 'dist', 'index.js');
  if (existsSync(entry)) return entry;
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }\n');
    const words = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', MEMLAB];
    await promisify(execFile)('npm', words, { cwd: FOLDER, shell: process.platform === 'win32' });
    return existsSync(entry) ? entry : null;
  } catch {
    return null;
  }
}
