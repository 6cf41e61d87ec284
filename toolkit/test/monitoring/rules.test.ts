/** The rules of the package, as the real `promtool` reads them, over days that it lets go by. `.ci/run` installs it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const PROMTOOL = spawnSync('promtool', ['--version']).status === 0;
const MONITORING = join(import.meta.dirname, '..', '..', 'monitoring');

describe.skipIf(!PROMTOOL && !process.env['CI'])('promtool', () => {
  test.each([
    ['check', 'rules', join(MONITORING, 'taskscope.rules.yml'), /SUCCESS: 5 rules found/],
    ['check', 'config', join(MONITORING, 'prometheus.yml'), /SUCCESS/],
    ['test', 'rules', join(import.meta.dirname, 'taskscope.test.yml'), /SUCCESS/],
  ])('%s %s', (verb, what, file, success) => {
    const { status, stdout, stderr } = spawnSync('promtool', [verb, what, file], { encoding: 'utf8' });
    expect({ status, errors: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, errors: '' });
    expect(stdout + stderr).toMatch(success);
  });
});
