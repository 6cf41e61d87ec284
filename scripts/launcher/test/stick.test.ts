/** Where the launcher finds the packages of a stick, and that the real npm installs from it with no registry at all. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isLeftOut, isShort } from '../../test/short.ts';
import { Fixture } from './fixture.ts';
import { npmCli } from './machine.ts';
import { makeTinyStick, TINY } from './tiny-stick.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});
afterEach(() => {
  fixture.close();
});

const OFFLINE = 'without any network';
const LOOPBACK = /--registry=http:\/\/127\.0\.0\.1:\d+\//;

/** Tarballs in name only: which of them there are decides whether npm is sent there. */
function put(folder: string, ...files: string[]): string {
  mkdirSync(folder, { recursive: true });
  for (const file of files) writeFileSync(join(folder, file), '');
  return folder;
}

describe('a stick is found', () => {
  test.for([
    ['kept in the repository', (root: string) => join(root, '.leaklab', 'packages')],
    ['beside the repository', (root: string) => join(dirname(root), 'packages')],
  ] as const)('%s', async ([, place]) => {
    const folder = put(place(fixture.root), 'one-1.0.0.tgz', 'two-1.0.0.tgz');
    const { status, stderr } = await fixture.launch().ended;
    expect(stderr).toContain(`They come from \`${folder}\`, ${OFFLINE}`);
    expect(fixture.installationWords).toMatch(LOOPBACK);
    expect(status).toBe(7);
  });

  test.for(['', '/.git', '/'])('beside what it was cloned from, `…/leaklab%s`', async (end, { skip }) => {
    skip(isLeftOut(end, ['']));
    const stick = join(dirname(fixture.root), 'USB stick');
    put(join(stick, 'packages'), 'one-1.0.0.tgz', 'two-1.0.0.tgz');
    mkdirSync(join(fixture.root, '.git'));
    fixture.write('.git/config', `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${stick}/leaklab${end}\n`);
    expect((await fixture.launch().ended).stderr).toContain(OFFLINE);
    expect(fixture.installationWords).toMatch(LOOPBACK);
  });
});

describe('the network is asked', () => {
  test.skipIf(isShort)('where a folder of that name is about something else: no word of it', async () => {
    put(join(dirname(fixture.root), 'packages'), 'my-own-thing-1.0.0.tgz');
    const { status, stderr } = await fixture.launch().ended;
    expect(stderr).not.toContain('packages`');
    expect(fixture.installationWords).not.toMatch(/--registry/);
    expect(status).toBe(7);
  });

  test('where the stick is of another version: said so', async () => {
    put(join(dirname(fixture.root), 'packages'), 'one-1.0.0.tgz', 'two-0.9.0.tgz');
    const { status, stderr } = await fixture.launch().ended;
    expect(stderr).toContain('of another version (`two` is not there)');
    expect(fixture.installationWords).not.toMatch(/--registry/);
    expect(status).toBe(7);
  });

  test.skipIf(isShort)('where the repository came from a host', async () => {
    mkdirSync(join(fixture.root, '.git'));
    fixture.write('.git/config', '[remote "origin"]\n\turl = git@example.org:somebody/leaklab.git\n');
    expect((await fixture.launch().ended).status).toBe(7);
    expect(fixture.installationWords).not.toMatch(/--registry/);
  });
});

describe('the real npm, with a registry and a proxy that nobody answers at', () => {
  // Nothing listens on the port `discard`.
  const nowhere = 'http://127.0.0.1:9/';
  const env = { npm_config_registry: nowhere, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, NO_PROXY: '' };

  beforeEach(() => {
    const folder = join(dirname(fixture.root), 'packages');
    fixture.write('package-lock.json', makeTinyStick(folder));
    const dependencies = Object.fromEntries(TINY.map((name) => [name, '1.0.0']));
    fixture.write('package.json', JSON.stringify({ name: 'tiny', version: '1.0.0', type: 'module', dependencies }));
  });

  test('installs all packages, and leaves nothing of its own behind', async () => {
    const { stderr } = await fixture.launch({ cli: npmCli, env }).ended;
    expect(stderr).toContain(OFFLINE);
    for (const name of TINY) expect(fixture.exists(`node_modules/${name}/index.js`)).toBe(true);
    expect(fixture.list('.leaklab')).toEqual([]);
  });

  test.skipIf(isShort)('takes nothing that is not what the lock file says, and turns to the network', async () => {
    writeFileSync(join(dirname(fixture.root), 'packages', 'tiny-two-1.0.0.tgz'), 'something else');
    const registry = createServer((_request, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
    await once(registry, 'listening');
    const { port } = registry.address() as AddressInfo;
    const network = { npm_config_registry: `http://127.0.0.1:${port}/`, HTTP_PROXY: '', HTTPS_PROXY: '' };
    const { status, stderr } = await fixture.launch({ cli: npmCli, env: network }).ended;
    registry.close();
    expect(stderr).toMatch(/EINTEGRITY[\s\S]*the stick may be damaged. Now from the network[\s\S]*E404/);
    expect(status).toBe(2);
  });
});
