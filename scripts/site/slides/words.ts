/** What the slides say besides the chapter's own text. */
import type { Language } from '../../language/language.mjs';

const english = {
  slides: 'Slides',
  notes: 'Notes',
  noNotes: 'No notes for this slide.',
  upNext: 'Next:',
  last: 'This is the last one.',
  previous: 'Previous',
  next: 'Next',
  black: 'Black',
  audience: 'Window for the audience',
  theme: 'Light or dark',
  help: 'Keys',
  chapter: 'The chapter',
  kit: 'For instructors: demo, questions, wrong fixes',
  goesOn: 'The chapter goes on',
  /** As the pages for instructors call these parts. */
  demo: 'The live demo',
  wrongFixes: 'Wrong fixes that will come',
  clock: 'Time',
  timer: 'Since the first move',
  place: 'Slide',
  keys: [
    ['→ ↓ Space PageDown', 'next'],
    ['← ↑ PageUp', 'previous'],
    ['Home End', 'first, last'],
    ['b .', 'black, and back'],
    ['n', 'notes, or only the slide'],
    ['a', 'a second window for the audience, which follows'],
    ['r', 'the timer begins anew'],
    ['t', 'light or dark'],
    ['?', 'this list'],
  ],
};

export type SlideWords = typeof english;

const chinese: SlideWords = {
  slides: '幻灯片',
  notes: '讲稿备注',
  noNotes: '这一页没有备注。',
  upNext: '下一页：',
  last: '这是最后一页。',
  previous: '上一页',
  next: '下一页',
  black: '黑屏',
  audience: '观众窗口',
  theme: '浅色或深色',
  help: '快捷键',
  chapter: '对应章节',
  kit: '讲师用：演示、问题、错误的修复',
  goesOn: '章节接下来说',
  demo: '现场演示',
  wrongFixes: '会出现的错误修复',
  clock: '时间',
  timer: '从第一次翻页算起',
  place: '页',
  keys: [
    ['→ ↓ 空格 PageDown', '下一页'],
    ['← ↑ PageUp', '上一页'],
    ['Home End', '第一页、最后一页'],
    ['b .', '黑屏，再按恢复'],
    ['n', '显示备注，或只看幻灯片'],
    ['a', '打开观众窗口，翻页自动同步'],
    ['r', '计时重新开始'],
    ['t', '浅色或深色'],
    ['?', '显示这个列表'],
  ],
};

export const SLIDE_WORDS: { [language in Language]: SlideWords } = { en: english, 'zh-CN': chinese };
