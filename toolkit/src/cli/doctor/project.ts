/** How the project in the current folder starts taskscope: its scripts, and its test runner. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Finding, note, right, wrong } from './finding.ts';

const packageSchema = z.object({
  scripts: z.record(z.string(), z.string()).default({}),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  jest: z.unknown().optional(),
});

const VITEST_CONFIGS = ['vitest', 'vite'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${name}.config.${extension}`),
);
const JEST_CONFIGS = ['ts', 'js', 'mjs', 'cjs', 'json'].map((extension) => `jest.config.${extension}`);
const STARTS = ['start', 'dev', 'serve'];

export function examineProject(folder: string, { NODE_OPTIONS = '' }: NodeJS.ProcessEnv): Finding[] {
  const manifest = readManifest(folder);
  if (manifest === null) return [];
  const { scripts, dependencies, devDependencies, jest } = manifest;
  const has = (name: string): boolean => name in dependencies || name in devDependencies;
  return [
    ...STARTS.flatMap((name) => startFinding(name, scripts[name], NODE_OPTIONS)),
    ...(has('vitest')
      ? [
          configFinding(
            'Vitest',
            textOf(folder, VITEST_CONFIGS),
            'taskscope/vitest',
            '`plugins: [taskscope()]`, from `taskscope/vitest`',
          ),
        ]
      : []),
    ...(has('jest')
      ? [
          configFinding(
            'Jest',
            `${JSON.stringify(jest) ?? ''}${textOf(folder, JEST_CONFIGS)}`,
            'taskscope',
            "`preset: 'taskscope'`",
          ),
        ]
      : []),
    ...nodeTestFinding(scripts['test'], NODE_OPTIONS),
  ];
}

function readManifest(folder: string): z.infer<typeof packageSchema> | null {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  } catch {
    return null;
  }
}

function startFinding(name: string, script: string | undefined, nodeOptions: string): Finding[] {
  if (script === undefined || !/\b(node|tsx|ts-node|nodemon)\b/.test(script)) return [];
  const command = `\`npm run ${name}\``;
  if (/taskscope\/register|taskscope run/.test(nodeOptions))
    return [right(`${command} has register, by \`NODE_OPTIONS\``)];
  const at = script.search(/taskscope(\/register| run)/);
  if (at < 0)
    return [
      note(
        `${command} starts without taskscope`,
        'put `--import taskscope/register` behind `node`, or set `NODE_OPTIONS`',
      ),
    ];
  const program = script.search(/\s[\w./-]+\.[cm]?[jt]sx?\b/);
  return program >= 0 && program < at
    ? [
        wrong(
          `${command} names register behind its program, which gets it as a word`,
          'put `--import taskscope/register` before the program',
        ),
      ]
    : [right(`${command} has register, and first`)];
}

function configFinding(runner: string, text: string, wanted: string, line: string): Finding {
  return text.includes(wanted)
    ? right(`the config of ${runner} has taskscope`)
    : note(`the tests of ${runner} are no leak tests`, `add ${line} to its config`);
}

function nodeTestFinding(script: string | undefined, nodeOptions: string): Finding[] {
  if (script === undefined || !/\bnode\b.*--test\b/.test(script)) return [];
  return /taskscope\/node-test/.test(script + nodeOptions)
    ? [right('`npm test` has leak tests')]
    : [note('the tests of `node --test` are no leak tests', 'put `--import taskscope/node-test` behind `node`')];
}

function textOf(folder: string, names: readonly string[]): string {
  return names
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}
