/**
 * @area Who can reach a service of a lab, and the docs
 * @promised What is started here listens on this machine alone, unless `HOST` names another place; an empty `HOST` names none.
 * @trusted Who sets `HOST`, with the network.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { isShort } from '../test/short.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CONDITION = '--conditions=taskscope-source';
const SERVICES = globSync('labs/*/listen.ts', { cwd: ROOT }).map((file) => file.replace('listen.ts', 'server.ts'));
const PROGRAMS = [...SERVICES, 'labs/06-leak-tests/server.ts', 'scripts/docs.ts'];
/** An address of this machine that others can reach; null where it is in no network. */
const own = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .find(({ internal, family }) => !internal && family === 'IPv4');

let child: ChildProcess | null = null;
afterEach(() => {
  child?.kill('SIGKILL');
});

/** The address that a program prints, once it listens. */
async function started(words: string[]): Promise<URL> {
  const program = spawn(process.execPath, [CONDITION, ...words], {
    cwd: ROOT,
    env: { ...process.env, HOST: '', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = program;
  let printed = '';
  for await (const piece of program.stdout) {
    printed += piece;
    const [address] = /http:\S+/.exec(printed) ?? [];
    if (address !== undefined) return new URL(address);
  }
  throw new Error(`it listens nowhere: ${printed}`);
}

test.for(isShort ? SERVICES.slice(0, 1) : PROGRAMS)('%s, with `HOST=`', async (file) => {
  const { hostname, port } = await started([join(ROOT, file)]);
  expect(hostname).toBe('127.0.0.1');
  if (own !== undefined) await expect(fetch(`http://${own.address}:${port}/`)).rejects.toThrow('fetch failed');
});

test('no server takes an empty `HOST` for a place', () => {
  const files = globSync('{labs,scripts,solutions,docs,toolkit}/**/*.{ts,mjs,js}', {
    cwd: ROOT,
    exclude: (name) => name.includes('node_modules') || name.endsWith('.test.ts'),
  });
  const wrong = files.filter((file) => /\bHOST\b['"]?\]?\s*\?\?/.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(wrong, 'write `||`').toEqual([]);
});
