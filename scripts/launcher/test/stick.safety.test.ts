/**
 * @area Installing, and the stick
 * @promised What is installed is what the lock file names, by its digest, and none of it runs while it is installed. A slow machine or
 *   a broken connection is not taken for a damaged stick.
 * @trusted The lock file, with what is installed; a stick and a registry, with nothing.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isShort } from '../../test/short.ts';
import { startRegistry } from '../registry.mjs';
import { Fixture } from './fixture.ts';
import { npmCli } from './machine.ts';
import { makeTinyStick, TINY } from './tiny-stick.ts';

let fixture: Fixture;
let packages: string;
beforeEach(() => {
  fixture = new Fixture();
  packages = join(dirname(fixture.root), 'packages');
  fixture.write('package-lock.json', makeTinyStick(packages));
  const dependencies = Object.fromEntries(TINY.map((name) => [name, '1.0.0']));
  fixture.write('package.json', JSON.stringify({ name: 'tiny', version: '1.0.0', type: 'module', dependencies }));
});
afterEach(() => fixture.close());

const offline = { npm_config_registry: 'http://127.0.0.1:9/', HTTP_PROXY: '', HTTPS_PROXY: '' };
/** In the launcher: the connections of so many of the registry’s requests break. */
const breaking = (requests: number): string => {
  const hook = `import http from "node:http";import { syncBuiltinESMExports } from "node:module";const { createServer } = http;let left = ${requests};http.createServer = (listener) => createServer((request, response) => left-- > 0 ? request.socket.destroy() : listener(request, response));syncBuiltinESMExports();`;
  return `--import=data:text/javascript,${encodeURIComponent(hook)}`;
};

test('a connection that nobody uses stays open for as long as the registry does', async () => {
  const registry = await startRegistry(fixture.root, packages);
  const { headers } = await fetch(`${registry.url}-/tiny-two-1.0.0.tgz`);
  registry.close();
  expect(headers.get('keep-alive')).toBeNull();
});

test.skipIf(isShort)(
  'where all of them break, it is said what is known: the packages are whole',
  async () => {
    const env = { ...offline, NODE_OPTIONS: breaking(1000) };
    const { status, stderr } = await fixture.launch({ cli: npmCli, env }).ended;
    expect(stderr).toMatch(/though the packages are whole: once more[\s\S]*whole\. Now from the network/);
    expect(stderr).not.toContain('damaged');
    expect(status).toBe(2);
  },
  600_000,
);

test.skipIf(isShort)('a tarball that was changed on the stick is named, and not installed', async () => {
  const file = join(packages, 'tiny-two-1.0.0.tgz');
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const network = createServer((_request, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
  await once(network, 'listening');
  const { port } = network.address() as AddressInfo;
  const env = { ...offline, npm_config_registry: `http://127.0.0.1:${port}/` };
  const { stderr } = await fixture.launch({ cli: npmCli, env }).ended;
  network.close();
  expect(stderr).toContain('`tiny-two` is not what the lock file says: the stick may be damaged');
  expect(fixture.exists('node_modules/tiny-two')).toBe(false);
});

test('connections that break are tried again, nobody says that the stick is damaged, and a package runs no program of its own', async () => {
  const script = `node -e "require('fs').writeFileSync('${join(dirname(fixture.root), 'ran').replaceAll('\\', '/')}', '')"`;
  fixture.write('package-lock.json', makeTinyStick(packages, { postinstall: script }));
  const lock = JSON.parse(readFileSync(join(fixture.root, 'package-lock.json'), 'utf8'));
  for (const name of TINY) lock.packages[`node_modules/${name}`].hasInstallScript = true;
  fixture.write('package-lock.json', JSON.stringify(lock));
  const env = { ...offline, NODE_OPTIONS: breaking(2), npm_config_ignore_scripts: 'false' };
  const { stderr } = await fixture.launch({ cli: npmCli, env }).ended;
  for (const name of TINY) expect(fixture.exists(`node_modules/${name}/index.js`)).toBe(true);
  expect(stderr).not.toMatch(/damaged|once more/);
  expect(fixture.exists('../ran')).toBe(false);
});

test.skipIf(isShort)(
  'esbuild, the one package that has a program for it, works without: tsx reads TypeScript by it',
  () => {
    fixture.write('one.ts', 'enum One { A = 1 }\nconsole.log(One[1]);\n');
    const words = [`--import=${import.meta.resolve('tsx')}`, join(fixture.root, 'one.ts')];
    expect(execFileSync(process.execPath, words, { encoding: 'utf8' })).toBe('A\n');
  },
);
