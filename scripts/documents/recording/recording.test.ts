import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isShort } from '../../test/short.ts';
import { plant, read } from '../fixture.ts';
import { readPages } from '../pages.ts';
import { difference } from './compare.ts';
import type { Recording } from './recording.ts';
import { missingProgram, readTable, rerun, staleness, strayTexts, write } from './table.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

describe('what is recorded', async () => {
  const table = await readTable(ROOT);

  test('each recording has its text, and each text its recording', () => {
    expect(table.size).toBeGreaterThan(5);
    const missing = [...table.keys()].filter((name) => !existsSync(join(ROOT, 'docs', 'recorded', `${name}.txt`)));
    expect(missing, 'run `npm run docs record`').toEqual([]);
    expect(strayTexts(ROOT, table), 'no recording makes these').toEqual([]);
  });

  test('each text is shown on a page', () => {
    const shown = readPages(ROOT).map(({ text }) => text);
    const unseen = [...table.keys()].filter(
      (name) => !shown.some((text) => text.includes(`docs/recorded/${name}.txt`)),
    );
    expect(unseen, 'show it, or remove it').toEqual([]);
  });

  const cheap = [...table].filter(([, recording]) => recording.cheap);
  // `npm run docs check` runs all others as well.
  test.skipIf(isShort).for(cheap)('the real thing still prints %s', async ([name, recording]) => {
    const stale = staleness(ROOT, name, await rerun(ROOT, recording), recording);
    expect(stale, `run \`npm run docs record ${name}\``).toBeNull();
  });
});

describe('a translated text', async () => {
  const spoken = [...(await readTable(ROOT))].flatMap(([name, { speaks, cheap }]) => (speaks && cheap ? [name] : []));
  const words = globSync(['scripts/language/zh-CN.json', 'labs/*/zh-CN.json'], { cwd: ROOT })
    .map((file): { [english: string]: string } => JSON.parse(readFileSync(join(ROOT, file), 'utf8')))
    .flatMap((catalogue) => Object.entries(catalogue))
    // Values alone would be any text.
    .filter(([english]) => /[a-z]{3}/.test(english))
    .map(([english, chinese]) => ({ english: new RegExp(`^${patternOf(english)}$`), chinese }));
  /** What the values in it are called is not looked at. */
  const inChinese = (title: string): RegExp => {
    const forms = words.flatMap(({ english, chinese }) => (english.test(title) ? [patternOf(chinese)] : []));
    return new RegExp(`^(?:${forms.join('|')})$`);
  };
  /** `✓ title`, of each fact. */
  const factsOf = (name: string): string[][] =>
    readFileSync(join(ROOT, 'docs/recorded', `${name}.txt`), 'utf8')
      .split(/\n(?! {4})/)
      .flatMap((block) => {
        const [, mark = '', title = ''] = /^ {2}([✓✗○]) (.+?)(?: \(not reached\)|（未执行到）)?$/s.exec(block) ?? [];
        return mark === '' ? [] : [[mark, title.replace(/\n {6,}.*$/s, '').replace(/\n */g, ' ')]];
      });

  // All of it is run again by `npm run docs check`.
  test.for(spoken)('%s has the facts of the English one, in the words of the catalogue', (name) => {
    const facts = factsOf(name);
    expect(facts.length).toBeGreaterThan(3);
    expect(factsOf(`${name}.zh-CN`), `run \`npm run docs record ${name}.zh-CN\``).toEqual(
      facts.map(([mark, title = '']) => [mark, expect.stringMatching(inChinese(title))]),
    );
  });

  /** Of `{0} requests`: any value stands at its place. */
  function patternOf(form: string): string {
    return form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\\\{\d+\\\}/g, '.+');
  }
});

describe('a recording', () => {
  const recording = (text: string, rest: Partial<Recording> = {}): Recording => ({
    cheap: true,
    run: async ({ scratch }) => text.replace('SCRATCH', scratch),
    ...rest,
  });

  test('shows no path of this machine, and a stand-in for what tells nothing', async () => {
    const root = plant({});
    const text = await rerun(
      root,
      recording('at SCRATCH/labs/a.ts\r\npid 4242\n\n', { standIns: [[/pid \d+/, 'pid 1']] }),
    );
    expect(text).toBe('at labs/a.ts\npid 1\n');
  });

  test('is removed from the disk, also when it fails', async () => {
    const root = plant({});
    let folder = '';
    const failing = recording('', {
      run: async ({ scratch }) => {
        folder = scratch;
        throw new Error('no');
      },
    });
    await expect(rerun(root, failing)).rejects.toThrow('no');
    expect(existsSync(folder)).toBe(false);
  });

  test('differs where more than the varying parts do', () => {
    const varies = [/\d+ MB/g];
    expect(difference('a 1 MB\nb\n', 'a 20 MB\nb\n', { varies })).toBeNull();
    expect(difference('a 1 MB\nb\n', 'a 20 MB\nc\n', { varies })).toBe('line 2 was `b`, and is `c`');
    expect(difference('a\n', 'a\nb\n', {})).toBe('line 2 was ``, and is `b`');
  });

  test('says so where it was never made, and where its program is missing', () => {
    const root = plant({ 'docs/recorded/x.ts': '' });
    expect(staleness(root, 'x', 'text\n', recording(''))).toBe('it was never recorded');
    write(root, 'x', 'text\n');
    expect(read(root, 'docs/recorded/x.txt')).toBe('text\n');
    expect(staleness(root, 'x', 'text\n', recording(''))).toBeNull();
    expect(missingProgram(recording('', { needs: ['node', 'no-such-program'] }))).toBe('no-such-program');
    expect(missingProgram(recording('', { needs: ['node'] }))).toBeNull();
  });
});
