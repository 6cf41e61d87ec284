/** How the project in the current folder starts taskscope: its scripts, and its test runner. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { splitWords, takesValue } from '../../protocol/script.ts';
import { type Finding, note, right, wrong } from './finding.ts';

const packageSchema = z.object({
  scripts: z.record(z.string(), z.string()).default({}),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  jest: z.unknown().optional(),
  mocha: z.unknown().optional(),
  ava: z.unknown().optional(),
});

const VITE_CONFIGS = configs('vite.config', ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs']);
const VITEST_CONFIGS = [...configs('vitest.config', ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs']), ...VITE_CONFIGS];
const JEST_CONFIGS = configs('jest.config', ['ts', 'js', 'mjs', 'cjs', 'json']);
const MOCHA_CONFIGS = configs('.mocharc', ['js', 'cjs', 'mjs', 'json', 'jsonc', 'yml', 'yaml']);
const AVA_CONFIGS = configs('ava.config', ['js', 'cjs', 'mjs']);
const STARTS = ['start', 'dev', 'serve', 'start:dev', 'start:prod'];
/** What runs a program of one's own, with words for Node; and what does by its own command, and hands none on. */
const NODE = /\b(node|tsx|ts-node|nodemon|taskscope run)\b/;
const BY_ITS_COMMAND =
  /\b(next (dev|start)|nest start|nuxt (dev|start)|astro (dev|preview)|react-router(-serve| dev)|remix-serve)\b/;

export function examineProject(folder: string, { NODE_OPTIONS = '' }: NodeJS.ProcessEnv): Finding[] {
  const manifest = readManifest(folder);
  if (manifest === null) return [];
  const { scripts, dependencies, devDependencies, jest, mocha, ava } = manifest;
  const text = (names: readonly string[], own?: unknown): string =>
    `${JSON.stringify(own) ?? ''}${textOf(folder, names)}`;
  /** Of what the project uses, and of nothing else. */
  const of = (name: string, look: () => Finding[]): Finding[] =>
    name in dependencies || name in devDependencies ? look() : [];
  return [
    ...STARTS.flatMap((name) => startFinding(name, scripts[name], NODE_OPTIONS)),
    ...of('vite', () => viteFinding(text(VITE_CONFIGS))),
    ...of('vitest', () => [
      configFinding(
        'Vitest',
        text(VITEST_CONFIGS),
        'taskscope/vitest',
        'add `plugins: [taskscope()]`, from `taskscope/vitest`, to its config',
      ),
    ]),
    ...of('jest', () => [
      configFinding('Jest', text(JEST_CONFIGS, jest), 'taskscope', "add `preset: 'taskscope'` to its config"),
    ]),
    ...of('mocha', () => {
      const config = text(MOCHA_CONFIGS, mocha);
      const wanted = 'taskscope/leaktest';
      return [configFinding('Mocha', config + namedFiles(folder, config), wanted, ROOT_HOOKS)];
    }),
    ...of('ava', () => [configFinding('AVA', text(AVA_CONFIGS, ava), 'taskscope/register', IN_AVA)]),
    ...nodeTestFinding(scripts['test'], NODE_OPTIONS),
    ...targetFinding(text(['tsconfig.json'])),
  ];
}

const ROOT_HOOKS =
  'give it a file of root hooks, with `check` of `taskscope/leaktest`: the guide to leak tests has one';
const IN_AVA = "add `nodeArguments: ['--import=taskscope/register']` to its config, and `check(t.title)` to the tests";

function configs(name: string, extensions: readonly string[]): string[] {
  return extensions.map((extension) => `${name}.${extension}`);
}

function readManifest(folder: string): z.infer<typeof packageSchema> | null {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  } catch {
    return null;
  }
}

function startFinding(name: string, script: string | undefined, nodeOptions: string): Finding[] {
  if (script === undefined || !(NODE.test(script) || BY_ITS_COMMAND.test(script))) return [];
  const command = `\`npm run ${name}\``;
  if (/taskscope\/register|taskscope run/.test(nodeOptions))
    return [right(`${command} has register, by \`NODE_OPTIONS\``)];
  const words = splitWords(script);
  const at = words.findIndex((word, index) => /taskscope\/register/.test(word) || isRun(word, words[index + 1]));
  if (at < 0)
    return [
      note(
        `${command} starts without taskscope`,
        BY_ITS_COMMAND.test(script)
          ? `set \`NODE_OPTIONS="${PRELOADS}"\``
          : 'put `--import taskscope/register` behind `node`, or set `NODE_OPTIONS`',
      ),
    ];
  const program = words.findIndex(
    (word, index) => /^[^-].*\.[cm]?[jt]sx?$/.test(word) && !takesValue(words[index - 1]),
  );
  return program >= 0 && program < at
    ? [
        wrong(
          `${command} names register behind its program, which gets it as a word`,
          'put `--import taskscope/register` before the program',
        ),
      ]
    : [right(`${command} has register, and first`)];
}

function isRun(word: string, next: string | undefined): boolean {
  return word === 'taskscope' && next === 'run';
}

const PRELOADS = '--import taskscope/register --import taskscope/agent/start';

/** Only who renders on the server needs it. */
function viteFinding(config: string): Finding[] {
  return config.includes('taskscope/vite') && !config.includes('taskscope/vitest')
    ? [right('the config of Vite has taskscope')]
    : [];
}

function configFinding(runner: string, text: string, wanted: string, fix: string): Finding {
  return text.includes(wanted)
    ? right(`the config of ${runner} has taskscope`)
    : note(`the tests of ${runner} are no leak tests`, fix);
}

/** tsx, esbuild and Node itself do not heed it. */
function targetFinding(config: string): Finding[] {
  const target = /"target"\s*:\s*"(es(?:3|5|6|2015|2016))"/i.exec(config)?.[1];
  if (target === undefined) return [];
  return [
    note(
      `\`tsconfig.json\` has the target \`${target}\`: what tsc, ts-jest or ts-node make of it has no async functions, and nothing to track`,
      'set `target` to ES2017 or newer',
    ),
  ];
}

/** The text of the project's own files that a config names. */
function namedFiles(folder: string, config: string): string {
  return textOf(folder, config.match(/\.\.?\/[\w./-]+\.[cm]?[jt]s\b/g) ?? []);
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
