import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBook } from './book.ts';
import { isOwn, NotThere, readInside, readOwn } from './inside.ts';
import { served } from './links.ts';
import { readSite } from './site.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'leaklab-inside-'));
  for (const folder of ['docs/en/learn', 'docs/pictures', 'docs-of-others'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'secret.md'), '# A secret\n');
  writeFileSync(join(root, 'docs-of-others/page.md'), '# Not ours\n');
  writeFileSync(join(root, 'docs/en/learn/00-own.md'), '# Our own\n');
  symlinkSync(join(root, 'secret.md'), join(root, 'docs/en/learn/01-stolen.md'));
  symlinkSync(join(root, 'secret.md'), join(root, 'docs/pictures/stolen.png'));
  symlinkSync(root, join(root, 'docs/en/learn/up'));
  symlinkSync('00-own.md', join(root, 'docs/en/learn/02-other-name.md'));
});
afterAll(() => rmSync(root, { recursive: true }));

test('a file in the folder is read, also under another name in it', () => {
  expect(readOwn(root, 'docs/en/learn/00-own.md').toString()).toBe('# Our own\n');
  expect(isOwn(root, 'docs/en/learn/02-other-name.md')).toBe(true);
});

test.each([
  '../secret.md',
  'en/../../secret.md',
  '../docs-of-others/page.md',
  'en/learn/01-stolen.md',
  'en/learn/up/secret.md',
  'en/learn',
  '',
  'nothing.md',
  '\0',
])('`%s` is not there', (path) => {
  expect(() => readInside(join(root, 'docs'), path)).toThrow(NotThere);
});

test('pages and pictures that are links out of `docs` are not among those of the site', async () => {
  expect(readBook(root).map(({ title }) => title)).not.toContain('A secret');
  const site = await readSite(root, served);
  expect([...site.keys()]).toContain('/en/learn/00-own');
  expect([...site.keys()]).not.toContain('/en/learn/01-stolen');
  expect([...site.keys()]).not.toContain('/pictures/stolen.png');
});

test('a page that becomes a link out of `docs` later is not there any more', async () => {
  const site = await readSite(root, served);
  const page = site.get('/en/learn/00-own');
  rmSync(join(root, 'docs/en/learn/00-own.md'));
  symlinkSync(join(root, 'secret.md'), join(root, 'docs/en/learn/00-own.md'));
  expect(() => page?.read()).toThrow(NotThere);
});
