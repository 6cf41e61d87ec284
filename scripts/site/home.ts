/** The page that one comes to first: what this is, the picture of the leak, the labs, and where to go on. */
import { basename } from 'node:path';
import type { Lab } from '../course/course.ts';
import type { Language } from '../language/language.mjs';
import { pagesIn, type SitePage } from './book.ts';
import { escapeHtml } from './escape.ts';
import { isOwn } from './inside.ts';
import { markOf } from './navigation.ts';
import type { Standing } from './standing.ts';
import { WORDS } from './words.ts';

/** Where the page has what no Markdown knows. */
const GO_ON = '<!-- go on -->';
const LABS = '<!-- labs -->';

/** It stands before all others, and so in no list of them. Null where a course has none. */
export function homeOf(root: string, language: Language): SitePage | null {
  const written = isOwn(root, `docs/${language}/home.md`) ? language : 'en';
  const path = `docs/${written}/home.md`;
  if (!isOwn(root, path)) return null;
  return { address: `/${language}/`, language, section: 'home', title: WORDS[language].home, path, written };
}

export interface Home {
  page: SitePage;
  book: readonly SitePage[];
  /** In the language of the page. */
  course: readonly Lab[];
  standing: Standing | null;
  to(address: string): string;
  /** Markdown, as HTML. */
  render(markdown: string): string;
}

export function renderHome(markdown: string, home: Home): string {
  const [before = '', rest = ''] = markdown.split(GO_ON);
  const [between = '', after = ''] = rest.split(LABS);
  const { render } = home;
  return [render(before), wayOn(home), render(between), labList(home), render(after)].join('\n');
}

function wayOn({ page, book, course, standing, to }: Home): string {
  const words = WORDS[page.language].panel;
  const lab = course.find(({ name }) => name === (standing?.goOn ?? (standing === null ? course[0]?.name : null)));
  const passed = course.filter(({ name }) => standing?.done[name] === 'passed').length;
  const so = standing?.begun === true ? fill(words.passedInAll, { passed, all: course.length }) : '';
  const chapter = lab === undefined ? undefined : chapterOf(book, page, lab);
  const text = standing?.begun === true ? words.goOn : words.begin;
  const link =
    lab === undefined || chapter === undefined
      ? ''
      : `<a href="${to(chapter.address)}">${escapeHtml(fill(text, { number: lab.number, title: lab.title }))}</a>`;
  return `<p class="way-on">${[escapeHtml(so), link].filter((part) => part !== '').join(' ')}</p>`;
}

function labList({ page, book, course, standing, to }: Home): string {
  const items = course.map((lab) => {
    const chapter = chapterOf(book, page, lab);
    const title = escapeHtml(`${lab.number} · ${lab.title}`);
    const link = chapter === undefined ? title : `<a href="${to(chapter.address)}">${title}</a>`;
    const mark = chapter === undefined ? '' : markOf(chapter, standing, WORDS[page.language]);
    return `<li data-lab="${lab.name}">${mark}${link}<br>${escapeHtml(lab.summary)}</li>`;
  });
  return `<ul class="lab-list">${items.join('')}</ul>`;
}

function chapterOf(book: readonly SitePage[], { language }: SitePage, { name }: Lab): SitePage | undefined {
  return pagesIn(book, language).find(({ section, address }) => section === 'learn' && basename(address) === name);
}

function fill(text: string, values: { [name: string]: string | number }): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
