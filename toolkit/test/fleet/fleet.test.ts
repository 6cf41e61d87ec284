/** `taskscope fleet` over instances that answer: what is ranked, and where the instances come from. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fleet } from './command.ts';
import { Instances } from './instances.ts';
import { type Place, profileOf } from './profiles.ts';
import { makeShop, type Shop } from './shop.ts';

const instances = new Instances();
let shop: Shop;
beforeAll(() => {
  shop = makeShop();
});
afterAll(() => {
  instances.close();
  shop.remove();
});

describe('a fleet that answers', () => {
  test('two releases in two folders are one place, ranked by root mean square', async () => {
    const urls = [
      await instances.instance([shop.ask(300), shop.janitor(40)]),
      await instances.instance([shop.ask(400, '1.3.0', 14), shop.janitor(40)]),
      await instances.instance([shop.janitor(40)]),
      await instances.instance([shop.janitor(40)]),
    ];
    const { status, found, stderr } = await fleet(['--json', ...urls]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(found).toMatchObject({ asked: 4, answered: 4, tasks: 860, leaked: 700, gaps: [] });
    expect(found.places).toMatchObject([
      {
        package: 'shop',
        path: 'src/query.ts',
        function: 'ask',
        lines: [14, 12],
        wait: 'chan send',
        rms: 250,
        instances: 2,
        largest: { instance: urls[1], tasks: 400 },
        tasks: 700,
        leaked: 700,
        growth: null,
        trend: null,
      },
      { path: 'src/pool.ts', function: 'janitor', rms: 40, instances: 4, leaked: 0 },
    ]);
  });

  test('a function of the same name in another file, or in another package, is another place', async () => {
    shop.write('other/package.json', '{ "name": "other" }');
    const ask = shop.ask(5);
    const inFile = { ...shop.ask(4), file: ask.file.replace('query.ts', 'search.ts') };
    const inPackage = { ...shop.ask(3), file: shop.write('other/src/query.ts', '') };
    const { found } = await fleet(['--json', await instances.instance([ask, inFile, inPackage])]);
    expect(found.places).toMatchObject([
      { package: 'shop', path: 'src/query.ts', tasks: 5 },
      { package: 'shop', path: 'src/search.ts', tasks: 4 },
      { package: 'other', path: 'src/query.ts', tasks: 3 },
    ]);
  });

  test('who started a task is named by the path in the package, as the place is', async () => {
    const janitor = shop.janitor(1);
    const url = await instances.instance([{ ...janitor, createdBy: { name: 'main', file: janitor.file, line: 20 } }]);
    expect((await fleet(['--json', url])).found.places).toMatchObject([
      { path: 'src/pool.ts', createdBy: 'main src/pool.ts:20' },
    ]);
  });

  test('the table is 80 columns wide at most where it can be, and the same in Markdown', async () => {
    const urls = [
      await instances.instance([shop.ask(300), shop.janitor(2)]),
      await instances.instance([shop.janitor(2)]),
    ];
    const { stdout, status } = await fleet(urls);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^2 of 2 instances answered: 304 tasks, 300 of them proven to be leaked\.\n/);
    expect(stdout).toMatch(/\n212 +1 of 2 +300 +- +300 +- +chan send +ask src\/query\.ts:12\n/);
    expect(stdout).toContain(`\nask of shop: 300 tasks; most on ${urls[0]}\n  ask src/query.ts:12\n`);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const markdown = (await fleet(['--markdown', ...urls])).stdout;
    expect(markdown).toContain('| 212 | 1 of 2 | 300 | - | 300 | - | `chan send` | `ask src/query.ts:12` |\n');
  });

  test('over three fetches a floor that rises is growing, one that all have alike is steady', async () => {
    const healthy = (count: number): Place => ({ ...shop.ask(count), leaked: false });
    const rounds = (...counts: number[]): Promise<string> =>
      instances.instance(...counts.map((count) => [healthy(count), shop.janitor(10)]));
    const growing = [await rounds(5, 7, 9), await rounds(50, 51, 60), await rounds(3, 3, 3)];
    const watch = ['--json', '--fetches', '3', '--seconds', '0.01'];
    const { status, found } = await fleet([...watch, ...growing]);
    expect(status).toBe(0);
    expect(found).toMatchObject({ fetches: 3, interrupted: false });
    expect(found.places).toMatchObject([
      { function: 'ask', trend: 'growing', growth: 14 },
      { function: 'janitor', trend: 'steady', growth: 0 },
    ]);
    const again = [await rounds(5, 7, 9), await rounds(50, 51, 60)];
    expect((await fleet([...watch, '--fail-on-growth', ...again])).status).toBe(1);
    // Busy, and no leak: what is high at one moment is low at another.
    const busy = [await rounds(5, 90, 6), await rounds(60, 3, 80)];
    expect((await fleet([...watch, '--fail-on-growth', ...busy])).found.places[0]).toMatchObject({ trend: 'steady' });
  });

  test('addresses come from a file, behind a path, by IPv6, and each once', async () => {
    const six = await instances.serve(
      (_request, response) => void profileOf([shop.janitor(1)]).then((bytes) => response.end(bytes)),
      '::1',
    );
    const four = await instances.instance([shop.janitor(2)]);
    const host = four.replace('http://', '');
    const file = shop.write(
      'targets.json',
      JSON.stringify([{ targets: [host, four], labels: { job: 'shop' } }, { targets: [six] }]),
    );
    const { found } = await fleet(['--json', '--file', file]);
    expect(found).toMatchObject({ asked: 2, answered: 2, tasks: 3 });
    let path = '';
    const behind = await instances.serve((request, response) => {
      path = request.url ?? '';
      response.end();
    });
    await fleet([`${behind}/under/here/`]);
    expect(path).toBe('/under/here/debug/pprof/goroutine');
  });

  test('Prometheus says which: one job, at another port, itself behind a path', async () => {
    const url = await instances.instance([shop.janitor(2)]);
    let asked = '';
    const prometheus = await instances.serve((request, response) => {
      asked = request.url ?? '';
      const target = (job: string, port: number) => ({
        scrapeUrl: `http://127.0.0.1:${port}/metrics`,
        labels: { job, instance: `127.0.0.1:${port}` },
      });
      const activeTargets = [target('shop', 1), target('other', 2)];
      response.end(JSON.stringify({ status: 'success', data: { activeTargets } }));
    });
    const { found, status } = await fleet([
      '--json',
      '--prometheus',
      `${prometheus}/metrics/`,
      '--job',
      'shop',
      '--port',
      new URL(url).port,
    ]);
    expect(asked).toBe('/metrics/api/v1/targets?state=active');
    expect(status).toBe(0);
    expect(found).toMatchObject({ asked: 1, answered: 1, tasks: 2 });
    const unknown = await fleet(['--prometheus', prometheus, '--job', 'shoop']);
    expect(unknown.stderr).toMatch(/has no targets of the job `shoop`: there are `shop`, `other`\./);
    expect(unknown.status).toBe(2);
  });

  test('sixteen at a time are asked, and no more', async () => {
    let waiting: (() => void)[] = [];
    let most = 0;
    const profile = await profileOf([shop.janitor(1)]);
    const listen = () =>
      instances.serve((_request, response) => {
        waiting.push(() => response.end(profile));
        most = Math.max(most, waiting.length);
      });
    const urls = await Promise.all(Array.from({ length: 40 }, listen));
    const ended = fleet(['--json', '--timeout', '60', ...urls]);
    for (const many of [16, 16, 8]) {
      await expect.poll(() => waiting.length).toBe(many);
      const answers = waiting;
      waiting = [];
      for (const answer of answers) answer();
    }
    expect((await ended).found).toMatchObject({ asked: 40, answered: 40 });
    expect(most).toBe(16);
  });
});

describe('the exit status', () => {
  const healthy = () => instances.instance([shop.janitor(1)]);
  const leaky = () => instances.instance([shop.ask(1)]);
  const closed = () => instances.closed();

  test.each<[string, (() => Promise<string>)[], number]>([
    ['half have answered', [healthy, healthy, closed, closed], 0],
    ['fewer than half have answered', [healthy, closed, closed], 2],
    ['one is proven to leak', [healthy, healthy, leaky], 1],
    ['one is, and few have answered: a proof stays one', [leaky, closed, closed, closed], 1],
    ['none has answered', [closed], 2],
  ])('%s', async (_name, fleetOf, status) => {
    expect((await fleet(await Promise.all(fleetOf.map((each) => each())))).status).toBe(status);
  });
});
