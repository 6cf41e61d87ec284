/**
 * What the linters of packages say of every entry, also of those that come later. They are too heavy to be everybody's
 * dependencies: `.ci/run` installs them into `.leaklab/lint`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPacked, type Project, pack } from '../packed.ts';

const LINT = fileURLToPath(new URL('../../../.leaklab/lint/node_modules/', import.meta.url));
const PUBLINT = join(LINT, 'publint', 'src', 'cli.js');
const TYPES_WRONG = join(LINT, '@arethetypeswrong', 'cli', 'dist', 'index.js');

describe.skipIf(!existsSync(LINT) && !process.env['CI'])('the package, linted', () => {
  let project: Project;
  beforeAll(() => {
    project = installPacked();
  });
  afterAll(() => project.remove());

  test('publint has nothing to say', async () => {
    const { status, output } = await project.run(process.execPath, [PUBLINT, '--strict', 'node_modules/taskscope']);
    expect(output).toContain('All good!');
    expect(status).toBe(0);
  });

  test('its types are right for every importer of ES modules', async () => {
    const words = [TYPES_WRONG, '--profile', 'esm-only', '--format', 'json', pack()];
    const { status, output, errors } = await project.run(process.execPath, words);
    expect({ status, errors }, output.slice(0, 1000)).toEqual({ status: 0, errors: '' });
    const { analysis }: { analysis: { entrypoints: Record<string, unknown> } } = JSON.parse(output);
    expect(Object.keys(analysis.entrypoints).length).toBeGreaterThan(10);
  });
});
