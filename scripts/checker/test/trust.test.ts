import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Hidden } from '../protocol.ts';
import { distrust } from '../trust.ts';

const NOTHING: Hidden = { silentThreads: 0, skipped: [], tampered: [] };
const ROOT = join(import.meta.dirname, '../../..');
const FILE = join(ROOT, 'labs/02-leaky-query/server.ts');

describe('what a count can be believed for', () => {
  test('everything, where the program minds its own business', () => {
    expect(distrust(NOTHING, [])).toEqual({ tampered: null, hidden: null });
  });

  test('a function that was opted out is named with its line, and what to do', () => {
    const { hidden, tampered } = distrust(
      { ...NOTHING, skipped: [{ file: FILE, line: 20, reason: '`taskscope-ignore`' }] },
      [],
    );
    expect(hidden).toBe(
      '`labs/02-leaky-query/server.ts:20` is not tracked: `taskscope-ignore`. Take the comment out: what is not counted can leak unseen.',
    );
    expect(tampered).toBeNull();
  });

  test('a file that was passed over is named with the reason', () => {
    const skipped = [{ file: FILE, reason: 'it uses names that start with `$ts_`' }];
    expect(distrust({ ...NOTHING, skipped }, []).hidden).toMatch(
      /^`labs\/02-leaky-query\/server\.ts` is not tracked: it uses names .* Write it in another way\.$/,
    );
  });

  test('programs and threads are counted, the first program named without its path and options', () => {
    const { hidden } = distrust({ ...NOTHING, silentThreads: 2 }, [`/usr/bin/node --import=x ${FILE}`, 'sleep 100']);
    expect(hidden).toMatch(/started 2 programs that still run \(`node labs\/02-leaky-query\/server\.ts`\)/);
    expect(hidden).toMatch(/2 worker threads do not tell/);
  });

  test('tampering is another matter: then even a failure may be wrong', () => {
    const { hidden, tampered } = distrust(
      { ...NOTHING, tampered: [{ how: 'replaces', name: 'Promise' }, { how: 'reaches in' }] },
      [],
    );
    expect(tampered).toMatch(
      /^The program replaces `Promise`; it reaches into the toolkit's internals\. The task count rests on that/,
    );
    expect(hidden).toBeNull();
  });
});
