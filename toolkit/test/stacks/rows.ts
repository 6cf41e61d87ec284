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
} as const satisfies Record<string, Row>;

export type RowName = keyof typeof ROWS;
