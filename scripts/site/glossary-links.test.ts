import { expect, test } from 'vitest';
import { termsIn } from './glossary-links.ts';
import { renderMarkdown } from './render-markdown.ts';

const words = ['task', 'task count', 'verdict', '任务数'];
const terms = words.map((word) => ({ word, address: `/glossary#${word.replace(' ', '-')}` }));
const linksOf = (text: string): string[] => {
  const { html } = renderMarkdown(text, { highlight: String, resolve: String, codeLabel: 'Code', terms });
  return Array.from(
    html.matchAll(/<a class="term" href="[^"#]*#([^"]*)">([^<]*)</g),
    ([, to, word]) => `${word} → ${to}`,
  );
};

test('each word once, where it is used first; the longer one where it is meant', () => {
  expect(linksOf('The task count of two tasks.\n\nA task, and its Task count. A `verdict`, and verdicts.')).toEqual([
    'task count → task-count',
    'tasks → task',
    'verdicts → verdict',
  ]);
  expect(linksOf('看任务数，再看任务数。')).toHaveLength(1);
});

test('not in headings, links or code, and not within a word', () => {
  expect(linksOf('# A task\n\n[the task](x.md) `task` multitasking\n\n```\ntask\n```\n')).toEqual([]);
});

test('what a heading explains; everyday words are left alone', () => {
  expect(termsIn('checker, fact, verdict')).toEqual(['checker', 'verdict']);
  expect(termsIn('检查器，检查项，判定（checker, fact, verdict）')).toEqual(['检查器', '检查项', '判定']);
});
