/** The panel over its addresses, as tabs and others use them: with a small course, and its real runs. */
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LAB_NAME, REQUESTS, TinyCourse } from '../../lab/run/tiny-course.ts';
import { isShort } from '../../test/short.ts';
import { listen, makeApp } from '../server.ts';
import { Panel } from './panel.ts';
import type { View } from './view.ts';

const PATIENCE = { timeout: 30_000, interval: 50 };
const ADDRESS = `/panel/${LAB_NAME}`;

let tiny: TinyCourse;
let panel: Panel;
let server: Server;
let host: string;
const processes = (): number => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;

beforeEach(async () => {
  tiny = new TinyCourse('leaks');
  panel = new Panel(tiny.root);
  const listening = await listen(await makeApp(tiny.root, '127.0.0.1', panel), 0, '127.0.0.1');
  server = listening.server;
  host = new URL(listening.url).host;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await panel.close();
  await nothingLeft();
  tiny.close();
});

/** By hand: no client here tidies an address up before it is sent. */
async function ask(method: string, path: string, headers: { [name: string]: string } = {}): Promise<IncomingMessage> {
  const port = Number(new URL(`http://${host}`).port);
  const asked = request({ host: '127.0.0.1', port, path, method, headers: { host, ...headers }, agent: false }).end();
  const [response]: IncomingMessage[] = (await once(asked, 'response')) as [IncomingMessage];
  if (response === undefined) throw new Error('no response');
  return response;
}

async function status(method: string, path: string, headers?: { [name: string]: string }): Promise<number> {
  const response = await ask(method, path, headers);
  response.resume();
  return response.statusCode ?? 0;
}

const press = (what: string): Promise<number> =>
  status('POST', `${ADDRESS}/${what}`, { origin: `http://${host}`, 'x-leaklab': 'panel' });

/** What a tab is told, one after the other. */
class Tab {
  readonly views: View[] = [];
  resting = false;
  #response: IncomingMessage | null = null;

  async open(): Promise<this> {
    this.#response = await ask('GET', `${ADDRESS}/events`);
    this.#response.setEncoding('utf8').on('error', () => {});
    let rest = '';
    this.#response.on('data', (text: string) => {
      const events = (rest + text).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        if (event.startsWith('event: rest')) this.resting = true;
        else this.views.push(JSON.parse(event.replace(/^data: /, '')));
      }
    });
    await this.sees(() => true);
    return this;
  }

  get view(): View {
    const last = this.views.at(-1);
    if (last === undefined) throw new Error('nothing was told');
    return last;
  }

  async sees(wanted: (view: View) => boolean): Promise<View> {
    await vi.waitFor(() => {
      if (!wanted(this.view)) throw new Error(`not seen: ${JSON.stringify(this.view)}`);
    }, PATIENCE);
    return this.view;
  }

  close(): void {
    this.#response?.destroy();
  }
}

const nothingLeft = (): Promise<void> => vi.waitFor(() => expect(processes()).toBe(0), PATIENCE);

test('a run that one tab has begun draws itself in all of them: the count rises, stays, and who stays is told', async () => {
  const [one, other] = [await new Tab().open(), await new Tab().open()];
  expect(await press('run')).toBe(204);
  const { now, groups, sentence } = await one.sees((view) => view.activity === null && view.now !== null);
  expect(now).toMatchObject({ outcome: 'leaked', baseline: 0, after: REQUESTS });
  expect(groups).toMatchObject({ of: 'now', stayed: REQUESTS, proven: REQUESTS, running: false });
  expect(groups?.groups[0]?.stack[0]?.place).toMatchObject({ file: 'server.ts', line: 6 });
  expect(groups?.groups[0]?.place.path).toMatch(/^\/.*server\.ts$/);
  expect(sentence).toContain('all proven never to finish');
  const counts = new Set(one.views.map((view) => view.now?.after));
  expect(counts.size, 'it was seen on its way').toBeGreaterThan(2);
  await other.sees(() => JSON.stringify(other.view) === JSON.stringify(one.view));
  await nothingLeft();
});

test.skipIf(isShort)('the run from before the fix stays beside the one after, and a save is checked', async () => {
  const tab = await new Tab().open();
  await press('run');
  await tab.sees((view) => view.activity === null && view.now?.outcome === 'leaked');
  tiny.edit('settles');
  const saved = await tab.sees((view) => view.activity === 'check' || view.verdict !== null);
  expect(saved).toMatchObject({ now: null, before: { outcome: 'leaked' } });
  await tab.sees((view) => view.verdict !== null);
  await press('run');
  const { now, before } = await tab.sees((view) => view.activity === null && view.now !== null);
  expect([before?.outcome, now?.outcome]).toEqual(['leaked', 'settled']);
});

test.skipIf(isShort)(
  'when the last page is gone, nothing is left running, and the broken-off run is no drawing',
  async () => {
    const [one, other] = [await new Tab().open(), await new Tab().open()];
    await press('run');
    await one.sees((view) => (view.now?.after ?? 0) > 0);
    other.close();
    await one.sees((view) => view.activity === 'run');
    expect(processes()).toBeGreaterThan(0);
    one.close();
    await nothingLeft();
    expect(tiny.read(`.leaklab/runs/${LAB_NAME}.json`), 'a run that came to its end would have been kept').toBeNull();
    expect((await new Tab().open()).view).toMatchObject({ activity: null, now: null });
  },
);

test('where there are more tabs than a browser can keep open, the oldest one rests', async () => {
  const tabs: Tab[] = [];
  for (let number = 0; number < 4; number++) tabs.push(await new Tab().open());
  expect(tabs.map((tab) => tab.resting)).toEqual([false, false, false, false]);
  const latest = await new Tab().open();
  await vi.waitFor(() => expect(tabs.map((tab) => tab.resting)).toEqual([true, false, false, false]), PATIENCE);
  latest.close();
});

test('a program that does not run says why', async () => {
  tiny.edit('dies');
  const tab = await new Tab().open();
  await press('run');
  const { problem } = await tab.sees((view) => view.problem !== null);
  expect(problem).toMatchObject({ actual: '`process.exit(3)`', place: { file: 'server.ts', line: 6 } });
});

describe('who may start something', () => {
  test('nobody without an origin, from a foreign page, by a form, or under a foreign name', async () => {
    const tab = await new Tab().open();
    const strangers: { [name: string]: string }[] = [
      { 'x-leaklab': 'panel' },
      { origin: 'http://evil.example', 'x-leaklab': 'panel' },
      { origin: `http://${host}` },
      { host: 'evil.example', origin: 'http://evil.example', 'x-leaklab': 'panel' },
    ];
    for (const headers of strangers) {
      for (const what of [
        'run',
        'starter',
        'check',
        'stop',
        'hint',
        'hand',
        'lower',
        'join',
        'leave',
        'reset',
        'restore',
      ])
        expect(await status('POST', `${ADDRESS}/${what}`, headers), `${what} ${JSON.stringify(headers)}`).toBe(403);
    }
    expect(tab.view).toMatchObject({ activity: null, now: null, hints: [] });
    expect(processes()).toBe(0);
  });

  test('by reading nothing is started', async () => {
    for (const what of ['run', 'check', 'hint', 'hand', 'join', 'reset'])
      expect(await status('GET', `${ADDRESS}/${what}`)).toBe(404);
    expect(await status('HEAD', `${ADDRESS}/events`)).toBe(403);
    expect(await status('GET', `${ADDRESS}/events`, { 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  test('a server that others can reach has no panel', async () => {
    const app = await makeApp(tiny.root, '0.0.0.0', panel);
    const open = await listen(app, 0, '127.0.0.1');
    const own = host;
    host = new URL(open.url).host;
    expect(await press('run')).toBe(404);
    expect(await status('GET', '/assets/panel/panel.js')).toBe(404);
    host = own;
    open.server.close();
  });
});

test('the starter comes back, and so does what was written; nothing is kept where nothing was', () => {
  const code = (): string => readFileSync(join(tiny.root, 'labs', LAB_NAME, 'server.ts'), 'utf8');
  const starter = code();
  expect([panel.startOver(LAB_NAME, 'en'), panel.undoStartOver(LAB_NAME, 'en')]).toEqual([false, false]);
  tiny.edit('settles');
  const own = code();
  expect([panel.startOver(LAB_NAME, 'en'), code()]).toEqual([true, starter]);
  expect([panel.undoStartOver(LAB_NAME, 'en'), code()]).toEqual([true, own]);
});

describe('what may be read', () => {
  test("the lines of the lab's own files", async () => {
    const response = await ask('GET', `${ADDRESS}/source/server.ts/6`);
    let text = '';
    for await (const piece of response) text += piece;
    expect(JSON.parse(text)).toMatchObject({ first: 3, lines: { length: 7 } });
  });

  test('nothing that lies elsewhere, however it is written, and nothing that leads there', async () => {
    const lab = join(tiny.root, 'labs', LAB_NAME);
    symlinkSync('/etc/passwd', join(lab, 'link.ts'));
    mkdirSync(join(lab, 'folder'));
    writeFileSync(join(lab, 'folder', 'inside.ts'), 'secret');
    const paths = [
      '/source/..%2f..%2fpackage.json/1',
      '/source/../../package.json/1',
      '/source/%2e%2e%2f%2e%2e%2fpackage.json/1',
      '/source/..%252f..%252fpackage.json/1',
      '/source/%2fetc%2fpasswd/1',
      '/source//etc/passwd/1',
      '/source/link.ts/1',
      '/source/folder%2finside.ts/1',
      '/source/lab.json/1',
      '/source/server.ts/0',
      '/source/server.ts/999999',
      '/source/server.ts/NaN',
      '/source/%/1',
      '/../../package.json',
    ];
    for (const path of paths) expect(await status('GET', `${ADDRESS}${path}`), path).toBe(404);
  });

  test('not what the file of the learner has become a link to', async () => {
    const file = join(tiny.root, 'labs', LAB_NAME, 'server.ts');
    rmSync(file);
    symlinkSync('/etc/passwd', file);
    expect(await status('GET', `${ADDRESS}/source/server.ts/1`)).toBe(404);
  });

  test('of no other lab, and not the solution before a pass', async () => {
    expect(await status('GET', '/panel/..%2f..%2fscripts/events')).toBe(404);
    expect(await status('GET', '/panel/77-nothing/source/server.ts/1')).toBe(404);
    expect(await status('GET', `${ADDRESS}/diff`)).toBe(403);
    expect(await status('GET', `${ADDRESS}/diff?confirmed=yes`), 'there is none in this course').toBe(404);
  });
});
