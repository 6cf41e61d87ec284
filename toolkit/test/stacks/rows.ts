/** The stacks that are tried, a row of the table each: what it is called, what it is installed from, what is worth knowing. */

type Text = { en: string; 'zh-CN': string };

export interface Row {
  title: Text;
  /** A file of `installs/`, and a folder of `programs/`. */
  install: string;
  /** The packages whose versions the row names. */
  packages: readonly string[];
  /** What somebody who uses it has to know, in a sentence; absent where there is nothing. */
  know?: Text;
}

/** What both languages call alike. */
const same = (name: string): Text => ({ en: name, 'zh-CN': name });

export const ROWS = {
  'express-tsx': {
    title: { en: 'Express, run by tsx', 'zh-CN': 'Express，由 tsx 运行' },
    install: 'services',
    packages: ['express', 'tsx'],
    know: { en: 'tsx comes first, taskscope after it', 'zh-CN': 'tsx 在前，taskscope 在后' },
  },
  'fastify-tsc': {
    title: { en: 'Fastify, compiled by tsc', 'zh-CN': 'Fastify，由 tsc 编译' },
    install: 'services',
    packages: ['fastify', 'typescript'],
    know: {
      en: '`sourceMap`, and a `target` of ES2017 or newer',
      'zh-CN': '需要 `sourceMap`，且 `target` 为 ES2017 或更新',
    },
  },
  hono: { title: same('Hono'), install: 'services', packages: ['hono', '@hono/node-server'] },
  koa: { title: same('Koa'), install: 'services', packages: ['koa', '@koa/router'] },
  'nest-tsc': {
    title: { en: 'Nest 11, `nest build` (tsc)', 'zh-CN': 'Nest 11，`nest build`（tsc）' },
    install: 'nest11',
    packages: ['@nestjs/core', 'typescript'],
  },
  'nest-ts-jest': {
    title: { en: 'Nest 11, tested with ts-jest', 'zh-CN': 'Nest 11，用 ts-jest 测试' },
    install: 'nest11',
    packages: ['@nestjs/testing', 'jest', 'ts-jest'],
    know: {
      en: '`preset` in place of `testEnvironment`: [leak tests](leak-tests.md#every-test)',
      'zh-CN': '用 `preset` 代替 `testEnvironment`：[泄露测试](leak-tests.md#所有测试)',
    },
  },
  'next-dev': {
    title: { en: 'Next, `next dev`', 'zh-CN': 'Next，`next dev`' },
    install: 'next',
    packages: ['next'],
    know: same('`NODE_OPTIONS`'),
  },
  'next-standalone': {
    title: { en: 'Next, `output: standalone`', 'zh-CN': 'Next，`output: standalone`' },
    install: 'next',
    packages: ['next'],
    know: {
      en: '`experimental.serverSourceMaps`, and the maps are copied by hand',
      'zh-CN': '`experimental.serverSourceMaps`，源码映射要自己复制',
    },
  },
  'vite-ssr': {
    title: { en: 'Vite, rendering on the server in development', 'zh-CN': 'Vite，开发时在服务端渲染' },
    install: 'vite',
    packages: ['vite'],
    know: { en: 'its plugin, `taskscope/vite`', 'zh-CN': '它的插件 `taskscope/vite`' },
  },
  esbuild: {
    title: { en: 'esbuild, minified', 'zh-CN': 'esbuild，压缩' },
    install: 'build',
    packages: ['esbuild', 'express'],
    know: { en: '`--sourcemap`', 'zh-CN': '`--sourcemap`' },
  },
  'webpack-terser': {
    title: { en: 'webpack in production, with terser', 'zh-CN': 'webpack 生产模式，用 terser 压缩' },
    install: 'build',
    packages: ['webpack', 'terser-webpack-plugin', 'ts-loader'],
    know: {
      en: "`devtool: 'source-map'`",
      'zh-CN': "`devtool: 'source-map'`",
    },
  },
  'rollup-terser': {
    title: { en: 'Rollup, with terser', 'zh-CN': 'Rollup，用 terser 压缩' },
    install: 'build',
    packages: ['rollup', '@rollup/plugin-terser'],
    know: same('`sourcemap: true`'),
  },
  'ts-node': {
    title: { en: 'ts-node, on Node 22 and 26', 'zh-CN': 'ts-node，Node 22 与 26' },
    install: 'build',
    packages: ['ts-node', 'typescript'],
  },
  'babel-register': {
    title: { en: '@babel/register, on Node 22 and 26', 'zh-CN': '@babel/register，Node 22 与 26' },
    install: 'build',
    packages: ['@babel/register', '@babel/core'],
    know: {
      en: '`@babel/preset-env` for the Node that runs, so that async functions stay',
      'zh-CN': '`@babel/preset-env` 的目标设为实际运行的 Node，让异步函数保留下来',
    },
  },
  'jest30-ts-jest': {
    title: { en: 'Jest 30 with ts-jest', 'zh-CN': 'Jest 30 加 ts-jest' },
    install: 'jest30',
    packages: ['jest', 'ts-jest', 'typescript'],
    know: { en: '`target` of ES2017 or newer', 'zh-CN': '`target` 为 ES2017 或更新' },
  },
  'jest30-swc': {
    title: { en: 'Jest 30 with @swc/jest', 'zh-CN': 'Jest 30 加 @swc/jest' },
    install: 'jest30',
    packages: ['jest', '@swc/jest'],
  },
  'jest29-ts-jest': {
    title: { en: 'Jest 29 with ts-jest', 'zh-CN': 'Jest 29 加 ts-jest' },
    install: 'jest29',
    packages: ['jest', 'ts-jest', 'typescript'],
    know: { en: '`target` of ES2017 or newer', 'zh-CN': '`target` 为 ES2017 或更新' },
  },
  'jest29-swc': {
    title: { en: 'Jest 29 with @swc/jest', 'zh-CN': 'Jest 29 加 @swc/jest' },
    install: 'jest29',
    packages: ['jest', '@swc/jest'],
  },
  mocha: {
    title: same('Mocha'),
    install: 'runners',
    packages: ['mocha'],
    know: {
      en: 'a file of root hooks: [leak tests](leak-tests.md#other-runners)',
      'zh-CN': '需要一个根钩子文件：[泄露测试](leak-tests.md#其他运行器)',
    },
  },
  ava: {
    title: same('AVA'),
    install: 'runners',
    packages: ['ava'],
    know: { en: '`check(t.title)` in the test', 'zh-CN': '在测试里写 `check(t.title)`' },
  },
  'vitest-v8': {
    title: { en: 'Vitest, coverage by v8', 'zh-CN': 'Vitest，v8 覆盖率' },
    install: 'runners',
    packages: ['vitest', '@vitest/coverage-v8'],
    know: {
      en: 'counts what leak tests put into the text as well, and says so: `--coverage.provider=istanbul` does not',
      'zh-CN': '也会数进泄露测试插入的代码，并会说明；`--coverage.provider=istanbul` 则不会',
    },
  },
  'vitest-istanbul': {
    title: { en: 'Vitest, coverage by istanbul', 'zh-CN': 'Vitest，istanbul 覆盖率' },
    install: 'runners',
    packages: ['vitest', '@vitest/coverage-istanbul'],
  },
  'node-test': {
    title: { en: 'node:test, with its coverage', 'zh-CN': 'node:test，自带覆盖率' },
    install: 'runners',
    packages: [],
  },
  c8: { title: { en: 'c8, of node:test', 'zh-CN': 'c8，运行 node:test' }, install: 'runners', packages: ['c8'] },
  nyc: { title: { en: 'nyc, of node:test', 'zh-CN': 'nyc，运行 node:test' }, install: 'runners', packages: ['nyc'] },
  worker: {
    title: { en: 'a worker thread', 'zh-CN': '工作线程' },
    install: 'build',
    packages: [],
    know: { en: 'the command asks each thread', 'zh-CN': '命令会询问每个线程' },
  },
  wasm: {
    title: { en: 'no native addons: `--no-addons`', 'zh-CN': '没有原生插件：`--no-addons`' },
    install: 'wasm',
    packages: ['@oxc-parser/binding-wasm32-wasi'],
    know: {
      en: '`npm install --force --save-optional @oxc-parser/binding-wasm32-wasi`, which npm passes over by itself',
      'zh-CN': '`npm install --force --save-optional @oxc-parser/binding-wasm32-wasi`，npm 自己会跳过它',
    },
  },
  'wasm-permission': {
    title: { en: 'no native addons: `--permission`', 'zh-CN': '没有原生插件：`--permission`' },
    install: 'wasm',
    packages: ['@oxc-parser/binding-wasm32-wasi'],
    know: { en: 'the same, and `--allow-wasi`', 'zh-CN': '同上，并加 `--allow-wasi`' },
  },
  'opentelemetry-first': {
    title: { en: 'OpenTelemetry, loaded before taskscope', 'zh-CN': 'OpenTelemetry，先于 taskscope 加载' },
    install: 'apm',
    packages: ['@opentelemetry/sdk-node', '@opentelemetry/auto-instrumentations-node'],
  },
  'opentelemetry-last': {
    title: { en: 'OpenTelemetry, loaded after taskscope', 'zh-CN': 'OpenTelemetry，后于 taskscope 加载' },
    install: 'apm',
    packages: ['@opentelemetry/sdk-node', '@opentelemetry/auto-instrumentations-node'],
  },
} as const satisfies Record<string, Row>;

export type RowName = keyof typeof ROWS;
