/** The command as a process of its own: what only a process has, its signals, its environment, its exit status. */
import { type ChildProcessWithoutNullStreams, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { taskscope } from '../cli/command.ts';
import { fleet } from './command.ts';
import { Instances } from './instances.ts';
import { profileOf } from './profiles.ts';
import { makeShop, type Shop } from './shop.ts';

const OPENSSL = spawnSync('openssl', ['version']).status === 0;

const instances = new Instances();
let shop: Shop;
beforeAll(() => {
  shop = makeShop();
});
afterAll(() => {
  instances.close();
  shop.remove();
});

test.skipIf(isShort)('it prints and ends with what it does in the process of a test', async () => {
  const url = await instances.instance([shop.ask(300), shop.janitor(2)]);
  const cases = [[url], ['--json', url], ['--markdown', url], ['ftp://a'], ['--fetches', '0', url], []];
  for (const words of cases) {
    const { status, stdout, stderr } = await taskscope(['fleet', ...words]);
    const inside = await fleet(words);
    expect({ status, stdout, stderr: stderr.trim() }).toEqual({
      status: inside.status,
      stdout: inside.stdout,
      stderr: inside.stderr.trim(),
    });
  }
});

test('Ctrl-C in the middle: what was fetched is told, and exit status 130', async () => {
  let asked = 0;
  const url = await instances.serve((_request, response) => {
    asked++;
    void profileOf([shop.janitor(3)]).then((bytes) => response.end(bytes));
  });
  const child = command(['fleet', '--fetches', '1000', '--seconds', '0.2', url]);
  // The first fetch is whole once there is a third one.
  await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThan(2);
  const ended = once(child, 'close');
  const printed = child.stdout.setEncoding('utf8').toArray();
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect((await printed).join('')).toMatch(
    /^1 of 1 instances answered, \d+ fetches 0\.2 s apart: 3 tasks.*Interrupted: this is what there was\./,
  );
});

test('Ctrl-C in the first fetch: who has answered is told, and who was not waited for', async () => {
  const good = await instances.instance([shop.ask(5)]);
  let asked = 0;
  const listen = () => instances.serve(() => void asked++);
  // As many as are asked at once: the last of them is, when the answer of the good one has been read.
  const silent = await Promise.all(Array.from({ length: 16 }, listen));
  const interrupt = new AbortController();
  const ended = fleet(['--json', '--timeout', '600', good, ...silent], { interrupt: interrupt.signal });
  await expect.poll(() => asked, { timeout: 30_000 }).toBe(silent.length);
  interrupt.abort();
  const { status, found } = await ended;
  expect(status).toBe(130);
  expect(found).toMatchObject({ interrupted: true, answered: 1, tasks: 5, leaked: 5 });
  expect(found.gaps).toEqual(silent.map((instance) => ({ instance, reason: 'was not waited for' })));
});

test('Ctrl-C in a later fetch: what is whole is told, and a half one is no fall', async () => {
  const profiles = await Promise.all([[shop.ask(5)], [shop.ask(7)]].map(profileOf));
  let asked = 0;
  const interrupt = new AbortController();
  const steady = await instances.instance([shop.ask(3)]);
  const url = await instances.serve((_request, response) => {
    if (asked < profiles.length) response.end(profiles[asked++]);
    else interrupt.abort();
  });
  const words = ['--json', '--fetches', '5', '--seconds', '0.01', '--timeout', '600', steady, url];
  const { status, found } = await fleet(words, { interrupt: interrupt.signal });
  expect(status).toBe(130);
  expect(found).toMatchObject({ interrupted: true, fetches: 2, answered: 2, tasks: 10, gaps: [] });
  expect(found.places).toMatchObject([{ function: 'ask', growth: 2, trend: null }]);
});

describe.skipIf((!OPENSSL && !process.env['CI']) || isShort)("a certificate of one's own", () => {
  test('is refused with what to set, and read once that is set', async () => {
    const [key, certificate] = [join(shop.folder, 'key.pem'), join(shop.folder, 'certificate.pem')];
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=shop'],
        ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate],
      ],
      { stdio: 'ignore' },
    );
    const bytes = await profileOf([shop.janitor(3)]);
    const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_request, response) =>
      response.end(bytes),
    );
    const url = (await instances.serve(() => {}, '127.0.0.1', server)).replace('http:', 'https:');
    const refused = await taskscope(['fleet', url]);
    expect(refused.stdout).toMatch(/its certificate is not trusted \([A-Z_]+\): name .* in NODE_EXTRA_CA_CERTS/);
    expect(refused.status).toBe(2);
    const trusted = await taskscope(['fleet', url], { NODE_EXTRA_CA_CERTS: certificate });
    expect(trusted).toMatchObject({ status: 0, stdout: expect.stringMatching(/^1 of 1 instances answered: 3 tasks/) });
  });
});

/** The command, to be interrupted. */
function command(words: readonly string[]): ChildProcessWithoutNullStreams {
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
  return spawn(process.execPath, [
    '--conditions=taskscope-source',
    '--disable-warning=ExperimentalWarning',
    main,
    ...words,
  ]);
}
