import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCourse } from '../../course/course.ts';
import { starterFiles } from '../../course/starter.ts';
import { paint } from '../render/paint.ts';
import { renderSvg } from './svg.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PICTURES = join(ROOT, 'docs', 'pictures');

describe('a screen as a picture', () => {
  const { good, bad, strong } = paint(true);
  const svg = renderSvg(`${strong('a < b')} & c\n\n  ${bad('┏━')}${good('┛')} end`, 'Title & more', 'What <it> shows');

  test('each piece stands in its column, as wide as it is in the terminal', () => {
    expect(svg).toContain('<text x="16.0" y="30" textLength="42.0" class="strong">a &lt; b</text>');
    expect(svg).toContain('<text x="66.4" y="30" textLength="25.2">&amp; c</text>');
    expect(svg).toContain('<text x="32.8" y="64" textLength="16.8" class="bad">┏━</text>');
    expect(svg).toContain('<text x="49.6" y="64" textLength="8.4" class="good">┛</text>');
    expect(svg).toContain('<text x="66.4" y="64" textLength="25.2">end</text>');
  });

  test('it is readable on light and dark, and says what it shows to who can not see it', () => {
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg).toContain('<title id="title">Title &amp; more</title>');
    expect(svg).toContain('<desc id="description">What &lt;it&gt; shows</desc>');
    expect(svg).toContain('role="img" aria-labelledby="title description"');
  });

  test('nothing of the terminal, and nothing that runs, is in it', () => {
    expect(svg).not.toContain('\u001b');
    expect(svg).not.toMatch(/<script|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
  });
});

/** The pictures of runs that the documents show, made by `npm run lab N run picture`. */
describe('the pictures in the documents', () => {
  const pictures = existsSync(PICTURES) ? readdirSync(PICTURES).filter((name) => name.endsWith('-run.svg')) : [];

  test('there is one', () => expect(pictures).not.toEqual([]));

  test.for(pictures)('%s names lines that still say so', (name) => {
    const lab = readCourse(ROOT).find((each) => `${each.name}-run.svg` === name);
    if (lab === undefined) throw new Error(`no lab belongs to docs/pictures/${name}: remove it`);
    const lines = readFileSync(join(PICTURES, name), 'utf8')
      .split('\n')
      .map((line) => line.replaceAll(/<[^>]*>/g, ''));
    const places = lines.flatMap((line, index) => {
      const [, file, number] = /labs\/[^/]+\/([^:\s]+):(\d+)/.exec(line) ?? [];
      return file === undefined ? [] : [{ file, number: Number(number), source: lines[index + 1] }];
    });
    expect(places).not.toEqual([]);
    for (const { file, number, source } of places) {
      const text = starterFiles(ROOT, lab).find((each) => each.file === file)?.text ?? '';
      expect(text.split('\n')[number - 1]?.trim(), `run \`npm run lab ${lab.number} run picture\``).toBe(source);
    }
  });
});
