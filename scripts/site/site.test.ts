/** The site of this very repository: each address, served and written. */
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import MiniSearch from 'minisearch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../test/short.ts';
import { LANGUAGES, readBook } from './book.ts';
import { fileOf, served, written } from './links.ts';
import { panelAssets } from './panel/assets.ts';
import { Panel } from './panel/panel.ts';
import { SEARCH_OPTIONS } from './search-options.ts';
import { listen, makeApp } from './server.ts';
import { readSite } from './site.ts';
import { writeSite } from './write.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
let server: Server;
let folder = '';

beforeAll(async () => {
  ({ server } = await listen(await makeApp(ROOT, '127.0.0.1'), 0, '127.0.0.1'));
  folder = mkdtempSync(join(tmpdir(), 'leaklab-site-'));
  await writeSite(ROOT, folder);
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
}

/** By hand: no client here tidies an address up before it is sent. */
async function ask(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: { [name: string]: string } } = {},
): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }).end();
  const [response]: IncomingMessage[] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const piece of response ?? []) text += piece;
  return { status: response?.statusCode ?? 0, headers: response?.headers ?? {}, text };
}

/** What comes only when somebody searches. */
const isOnDemand = (link: string): boolean => link.includes('minisearch');

const linksOf = (html: string): string[] =>
  Array.from(html.matchAll(/(?:href|src|data-index|data-engine)="([^"]*)"/g), ([, link = '']) => link);

describe('each page', () => {
  const book = readBook(ROOT);

  test('there are pages, each in every language, and none twice', () => {
    const addresses = book.map(({ address }) => address);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses).toContain('/en/learn/02-leaky-query');
    expect(addresses).toContain('/zh-CN/learn/02-leaky-query');
    expect(addresses).toContain('/en/labs/01-counting');
    expect(addresses.length % LANGUAGES.length).toBe(0);
  });

  test('leads only to what is there, and to headings that are there', async () => {
    const site = await readSite(ROOT, served);
    for (const { address } of book) {
      const html = String(site.get(address)?.read());
      for (const link of linksOf(html).filter((each) => !/^https?:/.test(each))) {
        const [path = '', anchor] = link.split('#');
        const target = site.get(path === '' ? address : path);
        expect(target, `${address} links to ${link}`).toBeDefined();
        if (anchor !== undefined)
          expect(String(target?.read()), `${address} links to ${link}`).toContain(`id="${decodeURIComponent(anchor)}"`);
      }
    }
  });

  test('has one heading of the first level, a language, and no script but its own', async () => {
    const site = await readSite(ROOT, served);
    for (const { address, language, written: text } of book) {
      const html = String(site.get(address)?.read());
      expect(html.match(/<h1\b/g), address).toHaveLength(1);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).toContain(`<main id="text" lang="${text}">`);
      expect(html.match(/<script\b[^>]*>/g)).toEqual([
        '<script src="/assets/theme.js">',
        '<script type="module" src="/assets/site.js">',
      ]);
      expect(html).not.toMatch(/\son\w+="/);
    }
  });
});

describe('the first page', () => {
  test('says what this is, has the picture and each lab, and leads to what is there: served and written', async () => {
    const site = await readSite(ROOT, served);
    const labs = readBook(ROOT).filter(({ section, language }) => section === 'labs' && language === 'en');
    for (const language of LANGUAGES) {
      const html = String(site.get(`/${language}/`)?.read());
      expect(html.match(/<h1\b/g)).toHaveLength(1);
      expect(html).toContain('02-leaky-query-run.svg');
      for (const { address } of labs) expect(html).toContain(`href="/${language}/learn/${posix.basename(address)}"`);
      for (const link of linksOf(html))
        if (!link.startsWith('#')) expect(site.has(link.split('#')[0] ?? ''), link).toBe(true);
      expect(html, 'nobody in particular').not.toMatch(/class="mark"|✓/);
      expect(existsSync(join(folder, language, 'index.html'))).toBe(true);
    }
  });

  test('where it is served to a learner: what is passed or given is marked in all lists, and there is the way on', async () => {
    const done = { '01-counting': 'passed', '02-leaky-query': 'given' } as const;
    let goOn: string | null = '03-load-testing';
    const standing = () => ({ done, goOn, begun: true });
    const site = await readSite(ROOT, served, () => null, standing);
    const home = String(site.get('/en/')?.read());
    expect(home).toContain('Go on where you stopped: lab 3, Load testing');
    expect(home).toMatch(/1 of \d+ labs passed/);
    for (const html of [home, String(site.get('/zh-CN/learn/00-tasks')?.read())]) {
      const lists = html.matchAll(/data-lab="([\w-]+)"[^>]*><span class="mark"[^>]*>(.)</g);
      const marked = Array.from(lists, ([, lab, mark]) => `${lab} ${mark}`);
      expect([...new Set(marked)].sort()).toEqual(['01-counting ✓', '02-leaky-query »']);
    }
    goOn = null;
    expect(String(site.get('/en/')?.read())).not.toContain('Go on where');
  });
});

test('the search finds by everyday words, learners’ pages first, with the words around', async () => {
  const site = await readSite(ROOT, served);
  for (const [language, wanted] of [
    ['en', ['reset', 'stuck', 'USB', 'undo']],
    ['zh-CN', ['重置', '卡住', 'U 盘']],
  ] as const) {
    const json = String(site.get(`/${language}/search.json`)?.read());
    const index = MiniSearch.loadJSON(json, SEARCH_OPTIONS);
    for (const words of wanted) {
      const [first] = index.search(words);
      expect(String(first?.id), words).toMatch(new RegExp(`^/${language}/(learn|labs)/`));
      expect(first?.['text'].length, words).toBeGreaterThan(20);
    }
  }
});

describe('served', () => {
  test('the entrance leads to the first page, in the language of the browser', async () => {
    expect((await ask('/')).headers.location).toBe('/en/');
    expect((await ask('/', { headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' } })).headers.location).toBe(
      '/zh-CN/',
    );
  });

  test('a page, with the headers that keep it safe', async () => {
    const { status, headers, text } = await ask('/en/learn/02-leaky-query');
    expect(status).toBe(200);
    expect(text).toContain('<h1 id="2-the-leaky-query">');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/assets/../../package.json',
    '/assets/..%2f..%2fserver.ts',
    '/pictures/%2e%2e/%2e%2e/package.json',
    '//etc/passwd',
    '/%00',
    '/%',
    '/en/learn/02-leaky-query.md',
    '/en/learn/nothing',
    '/package.json',
  ])('%s is not there', async (path) => {
    const { status, text } = await ask(path);
    expect(status).toBe(404);
    expect(text).toContain('There is no such page');
  });

  test('only to its own name, and only to be read', async () => {
    expect((await ask('/en/learn/00-tasks', { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await ask('/en/learn/00-tasks', { headers: { host: 'localhost:1' } })).status).toBe(200);
    expect((await ask('/en/learn/00-tasks', { method: 'POST' })).status).toBe(405);
  });

  test('each page and all that it ever loads for itself, the panel and its plots too, is less than 150 kB', async () => {
    const panel = new Panel(ROOT);
    const alive = await listen(await makeApp(ROOT, '127.0.0.1', panel), 0, '127.0.0.1');
    const assets = [...panelAssets()].map(([address, { read }]) => [address, Buffer.byteLength(read())] as const);
    for (const { address } of readBook(ROOT)) {
      const html = await (await fetch(`${alive.url}${address}`)).text();
      const links = linksOf(html).filter((link) => /^\/(assets|pictures)\//.test(link) && !isOnDemand(link));
      const own = await Promise.all(
        [...new Set([...links, '/assets/search.js'])].map(async (link) => (await fetch(`${alive.url}${link}`)).bytes()),
      );
      const loaded = html.includes('/assets/panel/panel.js') ? assets.filter(([name]) => !links.includes(name)) : [];
      const sizes = [...own.map(({ length }) => length), ...loaded.map(([, size]) => size)];
      expect(
        sizes.reduce((sum, size) => sum + size, Buffer.byteLength(html)),
        address,
      ).toBeLessThan(150_000);
    }
    alive.server.closeAllConnections();
    alive.server.close();
    await panel.close();
  });
});

describe('written', () => {
  test.skipIf(isShort)('is the same as served, but for the links, which lead to files that are there', async () => {
    const site = await readSite(ROOT, served);
    for (const [address, resource] of site) {
      const file = readFileSync(join(folder, fileOf(address)));
      if (!resource.type.startsWith('text/html')) {
        if (!address.endsWith('.json')) expect(file.equals(Buffer.from(resource.read()))).toBe(true);
        continue;
      }
      const html = file.toString('utf8');
      for (const link of linksOf(html).filter((each) => !/^(https?:|#)/.test(each))) {
        expect(link, `${address} links to ${link}`).not.toMatch(/^\//);
        readFileSync(join(folder, posix.join(posix.dirname(fileOf(address)), link.split('#')[0] ?? '')));
      }
      const without = (text: string): string => text.replace(/(href|src|data-index|data-engine)="[^"]*"/g, '$1');
      expect(without(html)).toBe(without(String(resource.read())));
    }
  });

  test('the panel is served only: no file of the static site speaks of it', async () => {
    const panel = new Panel(ROOT);
    const alive = await listen(await makeApp(ROOT, '127.0.0.1', panel), 0, '127.0.0.1');
    const page = '/en/learn/02-leaky-query';
    expect(await (await fetch(`${alive.url}${page}`)).text()).toContain('class="panel"');
    alive.server.closeAllConnections();
    alive.server.close();
    await panel.close();
    expect(readFileSync(join(folder, fileOf(page)), 'utf8')).not.toContain('class="panel"');
    for (const address of panelAssets().keys()) expect(existsSync(join(folder, address)), address).toBe(false);
  });

  test('the search index leads to files, too', () => {
    const index: { documentIds: { [id: string]: string } } = JSON.parse(
      readFileSync(join(folder, 'en/search.json'), 'utf8'),
    );
    const ids = Object.values(index.documentIds);
    expect(ids).toContain(written.to('/en/search.json', '/en/learn/00-tasks', '#the-problem'));
    for (const id of ids) readFileSync(join(folder, 'en', id.split('#')[0] ?? ''));
  });
});
