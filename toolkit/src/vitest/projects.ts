/** Runs once, before all tests: a project of the config whose tests are no leak tests is an error, and not a green run. */
import { realpathSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { SETUP } from './files.ts';

/** Vitest calls it for the root of the config, whatever projects there are, and for each that has it from there. */
export default function checkProjects(root: TestProject): void {
  if (!root.isRootProject()) return;
  const blind = root.vitest.projects.filter(({ config }) => !config.setupFiles.some(isOurs)).map(({ name }) => name);
  if (blind.length === 0) return;
  throw new Error(
    `The tests of ${blind.map((name) => `the project \`${name}\``).join(' and ')} are no leak tests, for a project has the plugins of the root only if it says so: ` +
      'write `extends: true` into it, or `plugins: [taskscope()]` into a config of its own. For some projects only, take the plugin out of the root.',
  );
}

function isOurs(file: string): boolean {
  return realpathSync(file) === realpathSync(SETUP);
}
