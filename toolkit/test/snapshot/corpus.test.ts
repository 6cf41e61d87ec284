/** Programs whose truth stands in their own lines: every suspended function is found, none is invented, and the right thing holds it. */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { readSnapshot, suspendedTasks } from '../../src/snapshot/index.ts';
import { NODES } from '../nodes.ts';
import { run } from '../run.ts';
import { expected, found } from './expected.ts';

const PROGRAMS = join(import.meta.dirname, 'programs');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskscope-snapshot-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const programs = [
  { name: 'holders.mjs', words: [], long: false },
  { name: 'functions.mjs', words: [], long: false },
  { name: 'scopes.mjs', words: [], long: true },
  { name: 'commonjs.cjs', words: [], long: true },
  { name: 'top-level.mjs', words: [], long: true },
  { name: 'types.ts', words: ['--disable-warning=ExperimentalWarning'], long: true },
  { name: 'compiled.ts', words: ['--import=tsx'], long: true },
  { name: 'express.mjs', words: [], long: true },
  { name: 'fastify.mjs', words: [], long: true },
  { name: 'http.mjs', words: [], long: true },
  { name: 'worker.mjs', words: [], long: true },
  { name: 'threads.mjs', words: [], long: true },
  { name: 'queue.mjs', words: [], long: true },
];

describe.each(NODES)('on Node $major', ({ path: node }) => {
  for (const { name, words, long } of programs) {
    test.skipIf(node === null || (long && isShort))([name, ...words].join(' '), async () => {
      const file = join(PROGRAMS, name);
      const snapshot = join(folder, 'taken.heapsnapshot');
      const preload = ['--require', join(PROGRAMS, 'take.cjs'), ...words, file];
      const ended = await run(node ?? '', preload, { folder: PROGRAMS, environment: { SNAPSHOT: snapshot } });
      expect(ended.status, ended.errors).toBe(0);

      const suspended = await suspendedTasks(await readSnapshot(createReadStream(snapshot)));
      // The loaders themselves may wait for something.
      const groups = suspended.groups.filter((group) => !group.file.includes('node_modules'));
      const told = found({ ...suspended, groups }, PROGRAMS, file);
      const truth = expected(file);
      expect(told.map(({ line }) => line).sort()).toEqual(truth.map(({ line }) => line).sort());
      for (const { line, heldBy } of truth) {
        const ways = told.filter((each) => each.line === line).flatMap((each) => each.heldBy);
        // However many there are, they are held alike, but for calls that wait for each other.
        if (name === 'holders.mjs' || name === 'scopes.mjs') expect(ways, line).toHaveLength(1);
        for (const way of ways) expect(way, line).toContain(heldBy);
      }
    });
  }
});
