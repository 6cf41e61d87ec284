/** The shells themselves read what is printed for them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completion, SHELLS } from '../../src/cli/completion.ts';
import { taskscope } from './command.ts';

const words = [
  { name: 'list', description: "the user's processes: all", pid: false, file: false },
  { name: 'stats', description: 'numbers', pid: true, file: false },
  { name: 'snapshot', description: 'a file', pid: false, file: true },
];

/** What each shell is asked: the words before the cursor, of which the last is not finished. */
const ASK: { [shell in (typeof SHELLS)[number]]: (typed: readonly string[]) => string } = {
  bash: (typed) =>
    `COMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${typed.length - 1}; _taskscope; printf '%s\\n' "\${COMPREPLY[@]}"`,
  // Outside of a terminal its completion can't be asked for; the two functions that it calls can be ours.
  zsh: (typed) => `compadd() { shift; print -l -- $@ }; _describe() { print -l -- \${(P)2} }
words=(${typed.map((word) => `'${word}'`).join(' ')}); CURRENT=${typed.length}; _taskscope`,
  fish: (typed) => `complete -C '${typed.join(' ')}'`,
};

describe.each(SHELLS)('%s', (shell) => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskscope-completion-'));
    // The list of processes, from which the shells take the pids.
    writeFileSync(join(folder, 'taskscope'), "#!/bin/sh\nprintf 'PID PPID\\n4711 1\\n4712 1\\n'\n");
    chmodSync(join(folder, 'taskscope'), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const complete = (...typed: string[]): string[] => {
    const defined = `${shell === 'zsh' ? 'compdef() {}\n' : ''}${completion(shell, words)}`;
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
    const output = execFileSync(shell, ['-c', `${defined}\n${ASK[shell](typed)}`], { encoding: 'utf8', env });
    return output.split('\n').flatMap((line) => /^\w+/.exec(line)?.[0] ?? []);
  };

  test.skipIf(spawnSync(shell, ['--version']).status !== 0)('completes words, and pids where one is wanted', () => {
    expect(complete('taskscope', 'st')).toContain('stats');
    expect(complete('taskscope', 'stats', '')).toEqual(['4711', '4712']);
    expect(complete('taskscope', 'completion', '').toSorted()).toEqual(SHELLS.toSorted());
  });
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
    'why',
    'snapshot',
    'diff',
    'run',
    'fleet',
  ]) {
    expect(stdout).toMatch(new RegExp(`\\b${name}\\b`));
  }
});

test('a quote in a description ends no string', () => {
  expect(completion('zsh', words)).toContain("'list:the user'\\''s processes\\: all'");
  expect(completion('fish', words)).toContain("-d 'the user\\'s processes: all'");
});
