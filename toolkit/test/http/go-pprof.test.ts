/**
 * What the real `go tool pprof` makes of the profiles, by URL and by file, and `curl` of the routes.
 * `.ci/run` installs both; where they are missing, these tests are named as not run.
 */
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked } from '../packed.ts';
import { copyPrograms, type Service, startService } from './service.ts';

const GO = spawnSync('go', ['version']).status === 0;
const CURL = spawnSync('curl', ['--version']).status === 0;
const QUERIES = 40;
/** Tasks of a request that is being answered while a profile is taken, at most. */
const UNDER_WAY = 3;

const source = readFileSync(join(import.meta.dirname, 'programs', 'service.mjs'), 'utf8').split('\n');
const lineOf = (comment: string): number => source.findIndex((text) => text.includes(`// ${comment}`)) + 1;

let folder = '';
let remove = (): void => {};
beforeAll(() => {
  ({ folder, remove } = installPacked());
  copyPrograms(folder);
});
afterAll(() => remove());

async function pprof(...words: string[]): Promise<string> {
  const env = { ...process.env, PPROF_TMPDIR: join(folder, 'pprof') };
  const { stdout } = await promisify(execFile)('go', ['tool', 'pprof', ...words], { env });
  return stdout;
}

/** Name to count, of the table that `-top` prints. */
function topOf(text: string): { [name: string]: number } {
  const rows = [...text.matchAll(/^ +(-?\d+) +[\d.]+% +[\d.]+% +-?\d+ +[\d.]+% +(.+)$/gm)];
  return Object.fromEntries(rows.map(([, count, name = '']) => [name, Number(count)]));
}

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  let service: Service;
  const url = (profile: string): string => `${service.base}/debug/pprof/${profile}`;
  const file = async (profile: string, name: string): Promise<string> => {
    const path = join(folder, name);
    writeFileSync(path, Buffer.from(await (await fetch(url(profile))).arrayBuffer()));
    return path;
  };

  describe.skipIf(path === null)('a leaky service', () => {
    beforeAll(async () => {
      service = await startService(node, folder);
      await service.ask('/query', QUERIES);
      await service.ask('/names');
      await proveAll();
    });
    afterAll(() => service.stop());

    /** Else V8 proves some when it likes, and a group is in two parts. */
    const proveAll = (): Promise<unknown> => service.ask('/debug/pprof/goroutineleak?debug=1');
    const program = (): string => join(folder, 'programs', 'service.mjs');
    /** In the binary form a name has its file before it. */
    const all = { 'programs/service.sender': QUERIES, 'programs/service.janitor': 1, 'programs/service.查询': 1 };
    const sendersAlone = (count: number): { [name: string]: number } => ({ 'programs/service.sender': count });
    const places = (before = ''): { [name: string]: number } => ({
      [`${before}sender ${program()}:${lineOf('sender waits')}`]: QUERIES,
      [`${before}janitor ${program()}:${lineOf('janitor waits')}`]: 1,
      [`${before}查询 ${program()}:${lineOf('查询 waits')}`]: 1,
    });

    describe.skipIf(!GO)('read by go tool pprof', () => {
      test('the binary form, by URL: functions, lines, counts', async () => {
        const top = await pprof('-top', url('goroutine'));
        expect(top).toContain('File: service.mjs\nType: goroutine\n');
        expect(top).toContain(`Showing nodes accounting for ${QUERIES + 2}, 100% of ${QUERIES + 2} total`);
        expect(topOf(top)).toEqual(all);
        expect(topOf(await pprof('-top', '-lines', url('goroutine')))).toEqual(places('programs/service.'));
      });

      test('the binary form, by file: stacks and labels', async () => {
        const path = await file('goroutine', 'goroutine.pb.gz');
        const traces = await pprof('-traces', path);
        expect(traces).toMatch(
          new RegExp(`wait:  chan send\\n(.*:.*\\n)*? +${QUERIES}   programs/service\\.sender\\n`),
        );
        const tags = await pprof('-tags', path);
        expect(tags).toMatch(new RegExp(`wait: Total ${QUERIES + 2}\\.0\\n +${QUERIES}\\.0 .*: chan send\\n`));
        expect(tags).toMatch(new RegExp(`route: Total ${QUERIES + 1}\\.0\\n +${QUERIES}\\.0 .*: /query\\n`));
        expect(tags).toContain('clé "k": Total 1.0');
        expect(tags).toContain('blocked: Total');
        const raw = await pprof('-raw', path);
        expect(raw).toMatch(/^PeriodType: goroutine count\nPeriod: 1\n/);
        expect(raw).toMatch(/Mappings\n1: 0x0\/0x0\/0x0 .*service\.mjs {2}\[FN\]\[FL\]\[LN\]/);
        expect(raw).toMatch(new RegExp(` M=1 programs/service\\.sender .*service\\.mjs:${lineOf('sender waits')} s=`));
        expect(topOf(await pprof('-top', '-tagfocus=wait=chan send', path))).toEqual(sendersAlone(QUERIES));
      });

      test('the text form, by URL: names come from the symbol route', async () => {
        const top = await pprof('-top', url('goroutine?debug=1'));
        expect(top).toContain('Type: goroutine\n');
        expect(topOf(top)).toEqual(places());
      });

      test('the text form, by file: counts and addresses, as of a Go program without its binary', async () => {
        const raw = await pprof('-raw', await file('goroutine?debug=1', 'goroutine.txt'));
        expect(raw).toMatch(new RegExp(`goroutine/count\\n +${QUERIES}: 1 \\n`));
        expect(raw).toMatch(/^ +1: 0x1000[0-9a-f]+0/m);
      });

      test('the leak profile: the leaked alone', async () => {
        const top = await pprof('-top', url('goroutineleak'));
        expect(top).toContain('Type: goroutineleak\n');
        expect(topOf(top)).toEqual(sendersAlone(QUERIES));
        expect(topOf(await pprof('-top', url('goroutineleak?debug=1')))).toEqual({
          [`sender ${program()}:${lineOf('sender waits')}`]: QUERIES,
        });
      });

      test('the difference of two files', async () => {
        const before = await file('goroutine', 'before.pb.gz');
        await service.ask('/query', 5);
        const after = await file('goroutine', 'after.pb.gz');
        expect(topOf(await pprof('-top', `-base=${before}`, after))).toEqual(sendersAlone(5));
      });

      test('a delta by URL: what grew, and for how long it was watched', async () => {
        await proveAll();
        let [asked, over] = [0, false];
        const top = pprof('-top', '-nodefraction=0', url('goroutine?seconds=1')).finally(() => {
          over = true;
        });
        while (!over) {
          await service.ask('/query');
          asked++;
        }
        expect(await top).toMatch(/Duration: 1(?:\.\d+)?s, Total samples = \d+/);
        // The total that pprof tells counts twice who was proven to be leaked meanwhile: out of one group, into another.
        const { 'programs/service.sender': sender = 0, ...others } = topOf(await top);
        expect(sender).toBeGreaterThan(0);
        expect(sender).toBeLessThanOrEqual(asked);
        expect(Math.max(0, ...Object.values(others).map(Math.abs))).toBeLessThanOrEqual(UNDER_WAY);
      });

      test('an unknown profile: pprof shows the message', async () => {
        await expect(pprof('-top', url('nobody-knows'))).rejects.toMatchObject({
          stderr: expect.stringContaining('Unknown profile `nobody-knows`'),
        });
      });
    });

    describe.skipIf(!CURL)('read by curl', () => {
      test.each([
        ['', 200, 'text/html; charset=utf-8', 'goroutineleak'],
        ['goroutine?debug=1', 200, 'text/plain; charset=utf-8', 'goroutine profile: total'],
        ['goroutine?debug=2', 200, 'text/plain; charset=utf-8', 'janitor\n\t'],
        ['goroutine?debug=1&seconds=1', 200, 'text/plain; charset=utf-8', 'goroutine profile delta:'],
        ['goroutineleak?debug=1', 200, 'text/plain; charset=utf-8', 'goroutineleak profile: total'],
        ['cmdline', 200, 'text/plain; charset=utf-8', 'programs/service.mjs'],
        ['symbol?0x1000001', 200, 'text/plain; charset=utf-8', 'num_symbols: 1\n0x1000001 '],
        ['heap', 501, 'text/plain; charset=utf-8', 'npm install @datadog/pprof'],
        ['profile?seconds=1', 501, 'text/plain; charset=utf-8', 'npm install @datadog/pprof'],
        ['x', 404, 'text/plain; charset=utf-8', 'Unknown profile `x`'],
      ])('%s', async (route, status, type, words) => {
        const { stdout } = await promisify(execFile)('curl', ['-sS', '-i', url(route)]);
        const [head = '', ...body] = stdout.split('\r\n\r\n');
        expect(head).toContain(`HTTP/1.1 ${status} `);
        expect(head.toLowerCase()).toContain(`content-type: ${type}`);
        expect(head.toLowerCase()).toContain('x-content-type-options: nosniff');
        expect(body.join('')).toContain(words);
      });

      test('under a foreign name is refused', async () => {
        const { stdout } = await promisify(execFile)('curl', [
          '-sS',
          '-i',
          '-H',
          'Host: evil.example',
          url('goroutine?debug=1'),
        ]);
        expect(stdout).toMatch(/^HTTP\/1\.1 403 /);
        expect(stdout).not.toMatch(/sender|total/);
      });
    });
  });
});
