/** A real PostgreSQL for tests and measurements: Debian's, in a folder of its own, on a port of its own, without a password. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface TestPostgres {
  url: string;
  /** A database of its own for each test. */
  fresh(): Promise<string>;
  close(): Promise<void>;
}

/** The folder of its programs; null where there is none on this machine. */
export function findPostgres(): string | null {
  const folders = [...globSync('/usr/lib/postgresql/*/bin'), '/opt/homebrew/bin', '/usr/local/bin', '/usr/bin'];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)))) ?? null;
}

export async function startPostgres(programs: string): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'leaklab-postgres-'));
  const owner = notRoot();
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'leaklab', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...owner, cwd: folder, stdio: 'ignore' },
  );
  const port = await freePort();
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`],
    { ...owner, cwd: folder, stdio: 'ignore' },
  );
  // Where the process that started it ends in a hurry, it ends, too.
  const quit = (): void => void server.kill('SIGQUIT');
  process.once('exit', quit);
  const url = `postgres://leaklab@127.0.0.1:${port}`;
  await answering(`${url}/postgres`, () => server.exitCode !== null);
  let count = 0;
  return {
    url: `${url}/postgres`,
    async fresh() {
      const client = new pg.Client(`${url}/postgres`);
      await client.connect();
      const name = `test_${++count}`;
      await client.query(`create database ${name}`);
      await client.end();
      return `${url}/${name}`;
    },
    async close() {
      const gone = once(server, 'exit');
      // At once: nobody needs what is in it.
      quit();
      process.off('exit', quit);
      if (server.exitCode === null) await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function notRoot(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function answering(url: string, dead: () => boolean): Promise<void> {
  for (;;) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (dead()) throw new Error('PostgreSQL has ended at its start.', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
