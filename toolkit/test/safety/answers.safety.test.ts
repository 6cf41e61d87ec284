/**
 * @area Answers of an agent
 * @promised Whoever answers in the place of an agent can't hold up the command, fill its memory, or speak to the terminal; and
 *   neither can the title of a process, the name of a file, or a label.
 * @trusted Nobody: an answer is parsed by a schema, has a size and a time for the whole of it, and one function at the edge makes
 *   every text printable.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { askJson } from '../../src/cli/ask.ts';
import { statisticsSchema } from '../../src/cli/schemas.ts';
import { findAgent } from '../../src/cli/target.ts';
import { printable, printableLines } from '../../src/profile/printable.ts';
import { Signal } from '../../src/protocol/signals.ts';
import { taskscope } from '../cli/command.ts';
import { answersWith, type Place, STATISTICS, startHostile } from './hostile-agent.ts';
import { isShort, makeFolder } from './machine.ts';

/** Each by what it does to a terminal, or to who reads it. */
const EVIL: { [what: string]: string } = {
  'a title (OSC 0)': '\u001b]0;owned\u0007',
  'the clipboard (OSC 52)': '\u001b]52;c;cm0gLXJmIH4=\u001b\\',
  'a link (OSC 8)': '\u001b]8;;http://evil.example\u001b\\click\u001b]8;;\u001b\\',
  'the cursor (CSI)': '\u001b[2J\u001b[1;1H',
  'an 8-bit control (C1)': '\u009b2J\u009d0;owned\u009c',
  'a line that is written over': 'safe\r# evil\b\b',
  'the direction (bidi)': '\u202egpj.exe\u2066\u061c\u200f',
  'nothing to see (zero width)': 'a\u200b\u200d\ufeff\u2060\u00adb',
  'a blank letter (Hangul filler)': '\u3164\u115f\uffa0\u2800\u00a0\u3000',
  'a tag (plane 14)': '\u{e0041}\u{e0042}\u{e007f}\ufe0f\u{e0100}',
  'a line end of Unicode': 'a\u2028b\u2029c\u0085d',
  'half a character': '\ud800x\udc00',
};
const ALL = Object.values(EVIL).join(' ');
/** What no text from outside may bring to a terminal, from and to: by the tables of Unicode, and not by those of the code. */
const HARMFUL: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xe0000, 0xe0fff],
];

function harmIn(text: string): string[] {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return points
    .filter((point) => HARMFUL.some(([from, to]) => from <= point && point <= to))
    .map((point) => point.toString(16));
}

const at = ({ host, port }: Place): string => `${host}:${port}`;

describe('every string from outside is printable', () => {
  test.each(Object.entries(EVIL))('%s', (_, text) => {
    expect(harmIn(printable(text))).toEqual([]);
    expect(printable(text)).not.toMatch(/[\n\t]/);
    expect(harmIn(printableLines(text))).toEqual([]);
    expect(JSON.parse(printableLines(JSON.stringify({ text })))).toEqual({ text });
  });

  test('what a person can read stays as it is', () => {
    const text = 'C:\\app\\查询.ts é ü ñ 日本語 한국어 עברית العربية हिन्दी 😀 → … ×';
    expect(printable(text)).toBe(text);
    expect(printableLines(`a\tb\n${text}\n`)).toBe(`a\tb\n${text}\n`);
  });

  const inShort = ['stack'];
  const commands = [
    'stats',
    'stats --json',
    'stack',
    'stack --group',
    'stack --json',
    'profile',
    'profile --json',
    'profile --seconds 0.01',
    'leaks',
    'leaks --json',
  ];
  test.skipIf(isShort).each(commands)('`taskscope %s` of an agent that says all of these', says);
  test.each(inShort)('`taskscope %s` of an agent that says all of these, in short', says);

  async function says(command: string): Promise<void> {
    const place = await startHostile(answersWith(ALL));
    const { stdout, stderr, status } = await taskscope([...command.split(' '), at(place)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(harmIn(stdout)).toEqual([]);
    expect(stdout).toContain('owned');
    if (command.includes('--json')) expect(JSON.parse(stdout)).toBeDefined();
  }

  test('in the list of processes: a title, and the name of a script', async () => {
    const folder = makeFolder();
    const named = join(folder, 'named \u001b]0;owned\u0007\u202e\u3164.cjs');
    const titled = join(folder, 'titled.cjs');
    const waits = 'process.stdin.resume(); console.log("ready")';
    writeFileSync(named, waits);
    writeFileSync(titled, `process.title = 'titled \\u001b]0;owned\\u0007\\u202e\\u009b'; ${waits}`);
    for (const file of [named, titled]) {
      const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
      onTestFinished(() => void child.kill('SIGKILL'));
      await once(child.stdout, 'data');
    }
    for (const words of isShort ? [['list']] : [['list'], ['tree'], ['list', '--json']]) {
      const { stdout } = await taskscope(words);
      for (const text of ['named', 'owned', 'titled']) expect(stdout).toContain(text);
      expect(harmIn(stdout)).toEqual([]);
    }
  });

  test('what was typed, in a message of an error', async () => {
    for (const words of isShort ? [[ALL]] : [['stats', ALL], [ALL], ['stats', '1', ALL]]) {
      const { stderr, status } = await taskscope(words);
      expect(status).not.toBe(0);
      expect(harmIn(stderr)).toEqual([]);
    }
  });
});

describe('an answer has a time and a size', () => {
  test('one that never ends is cut, and said so', async () => {
    const place = await startHostile((socket) => {
      const more = (): void => {
        while (socket.writable && socket.write(Buffer.alloc(2 ** 16, 0x20)));
        socket.once('drain', more);
      };
      more();
    });
    expect(await taskscope(['stats', at(place)])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `\`${at(place)}\` answers more than 1 MiB: the rest is left out, and it may be no agent of taskscope.\n`,
    });
  });

  test('one that comes a byte at a time is over when its time is', async () => {
    const place = await startHostile((socket) => {
      const dribble = setInterval(() => socket.write(' '), 10);
      socket.on('close', () => clearInterval(dribble));
    });
    const asking = askJson({ at: place, pid: null }, Signal.statisticsJson, statisticsSchema, { whole: 300 });
    await expect(asking).rejects.toThrow('has not ended its answer after 0.3 s');
  });
});

describe('an answer of another shape is none', () => {
  test.each<[string, unknown]>([
    ['nothing', ''],
    ['a number', 7],
    ['null', null],
    ['a list', [[]]],
    ['words for numbers', { ...STATISTICS, tasks: '7' }],
    ['a number that is none', { ...STATISTICS, loopDelay: null }],
    ['less than nothing', { ...STATISTICS, threads: -1 }],
    ['a version with a title in it', { ...STATISTICS, nodeVersion: 'v26.10.0\u001b]0;owned\u0007' }],
    ['objects in place of numbers', { ...STATISTICS, uptime: { toFixed: 1 } }],
  ])('%s', async (_, answer) => {
    const place = await startHostile((socket) => socket.end(JSON.stringify(answer)));
    const asking = askJson({ at: place, pid: null }, Signal.statisticsJson, statisticsSchema);
    await expect(asking).rejects.toThrow('answers, but is no agent of taskscope');
  });

  test('a million brackets, and a name that every object has', async () => {
    for (const text of ['['.repeat(1_000_000), '{"__proto__":{"pid":1}}', `{"pid":1,"constructor":{}}`]) {
      const place = await startHostile((socket) => socket.end(text));
      const asking = askJson({ at: place, pid: null }, Signal.statisticsJson, statisticsSchema);
      await expect(asking).rejects.toThrow('answers, but is no agent of taskscope');
    }
  });

  test.skipIf(isShort).each([
    ['stack', '--json', Signal.tasksJson],
    ['profile', '--json', Signal.profileJson],
    ['leaks', '--json', Signal.leaksJson],
    ['memstats', '--json', Signal.memoryJson],
  ])('`taskscope %s` says so, and prints nothing of it', async (word, option, signal) => {
    const place = await startHostile((socket, asked) =>
      socket.end(asked === signal ? '{"total":"\\u001b]0;owned","groups":7,"id":[]}\n' : JSON.stringify(STATISTICS)),
    );
    expect(await taskscope([word, at(place), option])).toEqual({
      status: 1,
      stdout: '',
      stderr: `\`${at(place)}\` answers, but is no agent of taskscope: update \`taskscope\` in it.\n`,
    });
  });
});

describe('a port file is read as one', () => {
  test.each([
    ['a link to somebody’s file', (file: string, folder: string) => symlinkSync(join(folder, 'other'), file)],
    ['a number and more', (file: string) => writeFileSync(file, '6060; rm -rf')],
    ['a number with a sign', (file: string) => writeFileSync(file, '+6060')],
    ['a number in another notation', (file: string) => writeFileSync(file, '0x17ac')],
    ['a million digits', (file: string) => writeFileSync(file, '6'.repeat(1_000_000))],
  ])('%s is none', (_, put) => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'other'), '6060');
    vi.stubEnv('GOPS_CONFIG_DIR', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    put(join(folder, String(process.pid)), folder);
    expect(findAgent(process.pid)).toBeNull();
  });
});
