import { expect, test } from 'vitest';
import { scriptOf, splitWords } from '../../src/protocol/script.ts';

test.each([
  [['node', 'app.js', '--port', '1'], 'app.js'],
  [['node', '--import', 'tsx', '-r', './a.js', '--conditions=x', 'app.ts'], 'app.ts'],
  [['node', '--enable-source-maps', '--', '-odd.js'], '-odd.js'],
  [['node', '-e', '1'], '(eval)'],
  [['node', '-'], '(stdin)'],
  [['node'], '(repl)'],
  [[], ''],
  [['npm run lab 5 start', '', ''], 'npm run lab 5 start'],
])('%j runs `%s`', (words, script) => {
  expect(scriptOf(words)).toBe(script);
});

test('a command line in one text is split where blanks are not quoted', () => {
  expect(splitWords('"C:\\Program Files\\node.exe"  app.js "two words"')).toEqual([
    'C:\\Program Files\\node.exe',
    'app.js',
    'two words',
  ]);
});
