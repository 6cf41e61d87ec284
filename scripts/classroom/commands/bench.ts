/** `npm run bench classroom [MINUTES] [LEARNERS]`: what a classroom has to bear, in full; with less, to see that it can be measured. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostile, killed, leaving, type Outcome, type Size, scene } from '../load/scenarios.ts';
import { ServerProcess } from '../load/server-process.ts';
import { freeBytes } from '../storage/open.ts';
import { findPostgres, startPostgres } from '../test/postgres.ts';
import { noMore, UsageError, type Word } from './context.ts';

const MINUTES = 10;
/** As in a room that works: everybody saves each few seconds. */
const INTERVAL = 5000;
const HEAD = [
  '| what | learners | reports | lost or doubled | a post, p50 / p99 | the dashboard behind, p50 / p99 / most | memory, ¼ of the time / end |',
  '|---|---|---|---|---|---|---|',
];

/** How much of the whole: minutes, and learners at most. */
interface Extent {
  minutes: number;
  most: number;
}

interface Row {
  title: string;
  run(extent: Extent): Promise<Outcome>;
}

/** Megabytes of the small disk: room for a new database and little more. */
const SMALL_DISK = 160;

const ROWS: readonly Row[] = [
  { title: 'a large room, embedded database', run: (extent) => scene([new ServerProcess()], size(1000, extent)) },
  { title: 'the same, two servers on PostgreSQL', run: onPostgres },
  {
    title: 'killed twenty times',
    run: (extent) => scene([new ServerProcess()], size(100, third(extent), 1000), killed(20)),
  },
  {
    title: 'half the room leaves and returns',
    run: (extent) => scene([new ServerProcess()], size(300, third(extent)), leaving),
  },
  {
    title: 'a flood, junk, megabytes, another’s token',
    run: (extent) => scene([new ServerProcess()], size(300, third(extent)), hostile),
  },
  { title: 'a disk that fills up, and is emptied', run: fullDisk },
];

export const bench: Word = async ({ print }, [minutes = String(MINUTES), most = '1000', ...rest]) => {
  noMore('bench', rest);
  const extent = { minutes: Number(minutes), most: Number(most) };
  if (!(extent.minutes > 0)) throw new UsageError(`\`${minutes}\` is no number of minutes.`);
  if (!(extent.most > 0)) throw new UsageError(`\`${most}\` is no number of learners.`);
  for (const line of HEAD) print(line);
  let wrong = 0;
  for (const { title, run } of ROWS) {
    try {
      const outcome = await run(extent);
      wrong += outcome.wrong.length;
      print(row(title, outcome));
      for (const each of outcome.wrong.slice(0, 5)) print(`  ✗ ${each}`);
    } catch (error) {
      print(`| ${title} | could not be measured: ${error instanceof Error ? error.message : error} |`);
      wrong++;
    }
  }
  return wrong === 0 ? 0 : 1;
};

function size(learners: number, { minutes, most }: Extent, interval = INTERVAL): Size {
  return { learners: Math.min(learners, most), ms: Math.max(2 * interval, minutes * 60_000), interval };
}

function third({ minutes, most }: Extent): Extent {
  return { minutes: minutes / 3, most };
}

function row(
  title: string,
  { learners, confirmed, wrong, p50, p99, lag50, lag99, lagMost, memory, again }: Outcome,
): string {
  const tries = again === 0 ? '' : ` (${again} tried again)`;
  const behind = [lag50, lag99, lagMost].map((ms) => (ms / 1000).toFixed(1)).join(' / ');
  const cells = [
    title,
    learners,
    `${confirmed}${tries}`,
    wrong.length,
    `${p50.toFixed(0)} / ${p99.toFixed(0)} ms`,
    `${behind} s`,
    memory === null ? '–' : `${memory[0].toFixed(0)} / ${memory[1].toFixed(0)} MB`,
  ];
  return `| ${cells.join(' | ')} |`;
}

async function onPostgres(extent: Extent): Promise<Outcome> {
  const programs = findPostgres();
  if (programs === null) throw new Error('there is no PostgreSQL on this machine');
  const postgres = await startPostgres(programs);
  try {
    const databaseUrl = await postgres.fresh();
    return await scene([new ServerProcess({ databaseUrl }), new ServerProcess({ databaseUrl })], size(1000, extent));
  } finally {
    await postgres.close();
  }
}

/** A disk of its own, of which somebody else takes what is left, and gives it back later. */
async function fullDisk(extent: Extent): Promise<Outcome> {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') throw new Error('a small disk needs root, on Linux');
  const root = mkdtempSync(join(tmpdir(), 'leaklab-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_DISK}m`, 'tmpfs', root]);
  try {
    const other = join(root, 'somebody-elses');
    return await scene([new ServerProcess({ root })], size(50, third(extent), 500), async ({ size: { ms } }) => {
      await sleep(ms / 4);
      writeFileSync(other, Buffer.alloc(Math.max(0, freeBytes(root) - 8 * 1024 * 1024)));
      await sleep(ms / 4);
      rmSync(other);
    });
  } finally {
    execFileSync('umount', ['-l', root]);
    rmSync(root, { recursive: true, force: true });
  }
}
