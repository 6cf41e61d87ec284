/** The tools that are compared, and how each runs a suite. */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Ready, ROOT } from './install.ts';
import { type Seen, seenByGo, seenByNodeTest, seenByVitest, type VitestReport } from './observe.ts';

/** What leaks, and what is well. */
export const HANDLERS = [
  { name: 'query', leaks: true },
  { name: 'poll', leaks: true },
  { name: 'buffered', leaks: false },
  { name: 'purchase', leaks: false },
] as const;

export type SuiteName = 'alone' | 'together' | 'query' | 'buffered' | 'healthy';

export interface Run {
  seconds: number;
  /** The exit status. */
  status: number;
  seen: Seen;
}

export interface Tool {
  name: string;
  /** Runs the suite with the tool, or without it. */
  run(suite: SuiteName, without?: boolean): Promise<Run>;
}

const PROJECT = fileURLToPath(new URL('./project/', import.meta.url));
const SOURCE = readFileSync(join(PROJECT, 'handlers.ts'), 'utf8');
const NAMES = HANDLERS.map(({ name }) => name);
const NODE_WORDS = ['--conditions=taskscope-source', '--disable-warning=ExperimentalWarning'];

/** Those that this machine has. */
export function toolsOf(ready: Ready): Tool[] {
  const { whyIsNodeRunning, goTests } = ready;
  return [
    vitestTool(ready, 'taskscope', 'taskscope/vitest'),
    vitestTool(ready, 'vitest', '`vitest --detectAsyncLeaks`'),
    ...(whyIsNodeRunning === null ? [] : [nodeTool(whyIsNodeRunning)]),
    ...(goTests === null ? [] : [goTool(goTests, 'leaktest'), goTool(goTests, 'goleak')]),
  ];
}

function vitestTool({ folder }: Ready, tool: string, name: string): Tool {
  return {
    name,
    async run(suite, without = false) {
      const file = join(folder, 'report.json');
      const words = [...NODE_WORDS, join(PROJECT, 'run-vitest.ts'), without ? 'none' : tool, file];
      const { printed, ...run } = await timed(process.execPath, words, { SUITE: suite });
      const report: VitestReport = JSON.parse(readFileSync(file, 'utf8'));
      rmSync(file);
      return { ...run, seen: seenByVitest(NAMES, report, printed, SOURCE) };
    },
  };
}

function nodeTool(installed: string): Tool {
  return {
    name: 'why-is-node-running, in `node --test`',
    async run(suite, without = false) {
      const tool = without ? {} : { WHY_IS_NODE_RUNNING: pathToFileURL(installed).href };
      const words = [...NODE_WORDS, '--test', '--test-reporter=tap', join(PROJECT, 'node.spec.ts')];
      const { printed, ...run } = await timed(process.execPath, words, { SUITE: suite, ...tool });
      return { ...run, seen: seenByNodeTest(NAMES, printed, SOURCE) };
    },
  };
}

function goTool(tests: string, tool: string): Tool {
  return {
    name: `${tool} (Go)`,
    async run(suite, without = false) {
      const words = ['-test.v', '-test.parallel=8'];
      const { printed, ...run } = await timed(tests, words, { SUITE: suite, TOOL: without ? 'none' : tool });
      return { ...run, seen: seenByGo(NAMES, printed) };
    },
  };
}

interface Timed {
  seconds: number;
  status: number;
  printed: string;
}

/** Without colours, and as if in CI. Whatever the test runner around it has set is taken back. */
function timed(program: string, words: readonly string[], environment: NodeJS.ProcessEnv): Promise<Timed> {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, VITEST: ___, NODE_COMPILE_CACHE: ____, ...env } = process.env;
  const options = {
    cwd: ROOT,
    env: { ...env, CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0', ...environment },
    maxBuffer: 2 ** 26,
  };
  return new Promise((resolve) => {
    const start = performance.now();
    execFile(program, words, options, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ seconds: (performance.now() - start) / 1000, status, printed: stdout + stderr });
    });
  });
}
