/** The pages of the site: what they are called, where they are, and in what order they are read. */
import { globSync } from 'node:fs';
import { basename, sep } from 'node:path';
import type { Language } from '../language/language.mjs';
import { isOwn, readOwn } from './inside.ts';

export const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];

export interface SitePage {
  /** `/en/learn/02-leaky-query` */
  address: string;
  language: Language;
  /** The part of the site: `learn`, `toolkit`, … */
  section: string;
  /** The first heading, as plain text. */
  title: string;
  /** The Markdown, relative to the root, with forward slashes. */
  path: string;
  /** The language of the text: English where nobody has translated it yet. */
  written: Language;
}

/** In this order; what is not named here comes after, by name. */
const SECTIONS = ['learn', 'labs', 'after', 'toolkit', 'teach', 'maintain'];
const FALLBACK: Language = 'en';

/** All pages of all languages: each page has one in every language, so that switching never leads astray. */
export function readBook(root: string): SitePage[] {
  const originals = pathsOf(root).filter(({ path }) => isOwn(root, path));
  return LANGUAGES.flatMap((language) =>
    originals.map(({ section, slug, path }) => {
      const translated = translationOf(path, language);
      const file = isOwn(root, translated) ? translated : path;
      return {
        address: `/${language}/${section}/${slug}`,
        language,
        section,
        title: titleOf(readOwn(root, file).toString('utf8'), slug),
        path: file,
        written: file === path ? FALLBACK : language,
      };
    }),
  );
}

export function pagesIn(book: readonly SitePage[], language: Language): SitePage[] {
  return book.filter((page) => page.language === language);
}

/** The same page in another language. */
export function inLanguage(book: readonly SitePage[], { address }: SitePage, language: Language): SitePage | undefined {
  const rest = address.split('/').slice(2).join('/');
  return book.find((page) => page.address === `/${language}/${rest}`);
}

/** The page that a path of the repository is shown as, in the language of the page that points there. */
export function pageOfPath(book: readonly SitePage[], path: string, language: Language): SitePage | undefined {
  const original = path.replace(/^docs\/zh-CN\//, 'docs/en/').replace('.zh-CN.md', '.md');
  return book.find((page) => page.language === language && sourceOf(page) === original);
}

function sourceOf({ path }: SitePage): string {
  return path.replace(/^docs\/zh-CN\//, 'docs/en/').replace('.zh-CN.md', '.md');
}

interface Original {
  section: string;
  slug: string;
  path: string;
}

function pathsOf(root: string): Original[] {
  const found = globSync(['docs/en/*/*.md', 'labs/*/README.md', 'toolkit/README.md'], { cwd: root }).map(
    (path): Original => {
      const [top, second = '', third = ''] = path.split(sep);
      const file = path.split(sep).join('/');
      if (top === 'docs') return { section: third, slug: basename(path, '.md'), path: file };
      if (top === 'labs') return { section: 'labs', slug: second, path: file };
      return { section: 'toolkit', slug: 'readme', path: file };
    },
  );
  return found.sort(
    (a, b) => rank(a.section) - rank(b.section) || compare(a.section, b.section) || compare(a.slug, b.slug),
  );
}

function rank(section: string): number {
  const index = SECTIONS.indexOf(section);
  return index < 0 ? SECTIONS.length : index;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `docs/en/learn/x.md` is translated in `docs/zh-CN/learn/x.md`, `labs/x/README.md` in `labs/x/README.zh-CN.md`. */
function translationOf(path: string, language: Language): string {
  if (language === FALLBACK) return path;
  return path.startsWith('docs/en/')
    ? path.replace('docs/en/', `docs/${language}/`)
    : path.replace(/\.md$/, `.${language}.md`);
}

function titleOf(text: string, slug: string): string {
  return (/^# (.+)$/m.exec(text)?.[1] ?? slug).replaceAll(/[`*_]/g, '');
}
