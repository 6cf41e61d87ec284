/** The rules of the package, as the real `promtool` reads them, over days that it lets go by. `.ci/run` installs it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const PROMTOOL = spawnSync('promtool', ['--version']).status === 0;
const RULES = join(import.meta.dirname, '..', '..', 'monitoring', 'taskscope.rules.yml');

describe.skipIf(!PROMTOOL && !process.env['CI'])('promtool', () => {
  test.each([
    ['check', RULES, /SUCCESS: 5 rules found/],
    ['test', join(import.meta.dirname, 'taskscope.test.yml'), /SUCCESS/],
  ])('%s rules', (verb, file, success) => {
    const { status, stdout, stderr } = spawnSync('promtool', [verb, 'rules', file], { encoding: 'utf8' });
    expect({ status, errors: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, errors: '' });
    expect(stdout).toMatch(success);
  });
});
