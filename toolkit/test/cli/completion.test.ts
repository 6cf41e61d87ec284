/** The shells themselves read what is printed for them. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { completion, SHELLS } from '../../src/cli/completion.ts';
import { taskscope } from './command.ts';

const words = [
  { name: 'list', description: "the user's processes: all", pid: false },
  { name: 'stats', description: 'numbers', pid: true },
];

test('bash completes the commands', () => {
  const script = `${completion('bash', words)}
COMP_WORDS=(taskscope st); COMP_CWORD=1; _taskscope; echo "\${COMPREPLY[@]}"`;
  expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).toBe('stats\n');
});

test.each(SHELLS)('%s is told each command of the program', async (shell) => {
  const { stdout, status } = await taskscope(['completion', shell]);
  expect(status).toBe(0);
  for (const name of [
    'list',
    'stats',
    'stack',
    'profile',
    'leaks',
    'top',
    'tree',
    'memstats',
    'gc',
    'version',
    'run',
  ]) {
    expect(stdout).toMatch(new RegExp(`\\b${name}\\b`));
  }
});

test('a quote in a description ends no string', () => {
  expect(completion('zsh', words)).toContain("'list:the user'\\''s processes\\: all'");
  expect(completion('fish', words)).toContain("-d 'the user\\'s processes: all'");
});
