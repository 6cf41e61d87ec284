/** The table of the stacks: made from what a run saw, and put into the pages. */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** As `toolkit/test/stacks/results.ts` writes it. */
export interface Result {
  /** Of its row in the table. */
  position: number;
  title: Record<Language, string>;
  versions: string[];
  /** Places that are exact, of those that were asked for. */
  lines?: { exact: number; of: number };
  know?: Record<Language, string>;
}

/** What the last run saw that wrote the pages, by the name of each row. */
export type Results = Record<string, Result>;

/** Where each run leaves its results. */
export const RESULTS = '.leaklab/stacks/results';
const MEASURED = 'docs/measured/stacks.json';
const BLOCK = /(<!-- stacks -->\n)[\s\S]*?(\n<!-- \/stacks -->)/;
const HEAD: Record<Language, readonly string[]> = {
  en: ['set-up', 'versions', 'works', 'lines exact', 'what to know'],
  'zh-CN': ['环境', '版本', '可用', '行号准确', '须知'],
};
const YES: Record<Language, string> = { en: 'yes', 'zh-CN': '是' };
const OF: Record<Language, (exact: number, of: number) => string> = {
  en: (exact, of) => `${exact} of ${of}`,
  'zh-CN': (exact, of) => `${of} 处中 ${exact} 处`,
};

export function pageIn(root: string, language: Language): string {
  return join(root, 'docs', language, 'toolkit', 'stacks.md');
}

export function resultsOfRun(root: string): Results {
  const files = globSync('*.json', { cwd: join(root, RESULTS) });
  const named = files.map((file): [string, Result] => [file.replace(/\.json$/, ''), readResult(root, file)]);
  return Object.fromEntries(named.sort(([, a], [, b]) => a.position - b.position));
}

export function recordedResults(root: string): Results {
  const file = join(root, MEASURED);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** The rows that the two do not have alike. */
export function changedRows(before: Results, after: Results): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** Writes what a run saw, and the pages with it. */
export function recordResults(root: string, results: Results): void {
  writeFileSync(join(root, MEASURED), `${JSON.stringify(results, null, 2)}\n`);
  for (const language of LANGUAGES) {
    const page = pageIn(root, language);
    if (existsSync(page)) writeFileSync(page, withTable(readFileSync(page, 'utf8'), renderTable(results, language)));
  }
}

export function renderTable(results: Results, language: Language): string {
  const rows = Object.values(results).map(({ title, versions, lines, know }) => [
    title[language],
    versions.join(', '),
    YES[language],
    lines === undefined ? '' : OF[language](lines.exact, lines.of),
    know?.[language] ?? '',
  ]);
  return [HEAD[language], HEAD[language].map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

export function withTable(page: string, table: string): string {
  return page.replace(BLOCK, (_whole, open: string, close: string) => `${open}${table}${close}`);
}

function readResult(root: string, file: string): Result {
  return JSON.parse(readFileSync(join(root, RESULTS, file), 'utf8'));
}
