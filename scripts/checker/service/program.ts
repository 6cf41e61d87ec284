/** How a lab's program is started: tracked from its first line, by hand as under the checker. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/**
 * All modules of a program go by these hooks, those that it requires too. What `tsx` alone adds is a second way for `require`, which
 * reads each file of Express by a parser of its own: a third of a start. On Node 22 a `.cts` is tracked by that one only.
 */
const TYPESCRIPT = process.versions.node.startsWith('22.') ? 'tsx' : 'tsx/esm';

/** Arguments for Node. `preloads` come after the tracking and before tsx. */
export function programArguments(file: string, preloads: readonly string[] = []): string[] {
  return [
    '--conditions=taskscope-source',
    '--enable-source-maps',
    '--disable-warning=ExperimentalWarning',
    '--import=taskscope/register',
    ...preloads.map((preload) => `--import=${preload}`),
    `--import=${TYPESCRIPT}`,
    file,
  ];
}

/** The learner's environment, less what would change how Node runs or what is tracked, and with compiled code kept. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(NODE_|VITEST|TASKSCOPE_|TSX_|ESBUILD_)/.test(name));
  return {
    ...Object.fromEntries(kept),
    NODE_COMPILE_CACHE: join(ROOT, '.leaklab', 'cache', 'compile'),
    NO_COLOR: '1',
    TASKSCOPE_EXCLUDE: '**/scripts/checker/*.ts,**/scripts/checker/probe/**',
  };
}

/** Options for a Node that runs TypeScript of this repository. */
export function nodeWords(): string[] {
  return [
    '--conditions=taskscope-source',
    '--disable-warning=ExperimentalWarning',
    ...(process.features.typescript ? [] : ['--import=tsx']),
  ];
}
