/** What the site itself says, in the languages that it speaks. */
import type { Language } from './book.ts';

const english = {
  language: 'English',
  title: 'Leaklab',
  skip: 'Skip to the text',
  pages: 'Pages',
  onThisPage: 'On this page',
  previous: 'Previous',
  next: 'Next',
  search: 'Search',
  searchHint: 'Search the pages (press /)',
  theme: 'Light or dark',
  languages: 'Languages',
  code: 'Code',
  untranslated: 'This page has not been translated yet.',
  missing: 'There is no such page',
  missingHint: 'Choose one of these:',
  keys: 'Keys',
  copy: 'Copy',
  copied: 'Copied',
  nothingFound: 'Nothing found',
  keyHelp: '/ search · j next page · k previous page · t light or dark · ? this line',
  learn: 'Learn',
  labs: 'The labs',
  toolkit: 'taskscope',
  teach: 'Teach',
  maintain: 'Maintain',
};

export type Words = typeof english;

const chinese: Words = {
  language: '简体中文',
  title: 'Leaklab',
  skip: '跳到正文',
  pages: '目录',
  onThisPage: '本页内容',
  previous: '上一页',
  next: '下一页',
  search: '搜索',
  searchHint: '搜索（按 /）',
  theme: '浅色或深色',
  languages: '语言',
  code: '代码',
  untranslated: '本页还没有译文，下面是英文原文。',
  missing: '没有这个页面',
  missingHint: '可以看这些：',
  keys: '快捷键',
  copy: '复制',
  copied: '已复制',
  nothingFound: '没有找到',
  keyHelp: '/ 搜索 · j 下一页 · k 上一页 · t 浅色或深色 · ? 显示这一行',
  learn: '学习',
  labs: '实验',
  toolkit: 'taskscope',
  teach: '教学',
  maintain: '维护',
};

export const WORDS: { [language in Language]: Words } = { en: english, 'zh-CN': chinese };

/** The name of a part of the site; its folder's where it has none. */
export function sectionName(words: Words, section: string): string {
  const names: { [section: string]: string } = {
    learn: words.learn,
    labs: words.labs,
    toolkit: words.toolkit,
    teach: words.teach,
    maintain: words.maintain,
  };
  return names[section] ?? section;
}
