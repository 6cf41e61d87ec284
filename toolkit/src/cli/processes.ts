/** The Node processes of this machine. What a process says of itself is text from outside: whoever shows it makes it printable. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import psList from 'ps-list';
import { scriptOf, splitWords } from '../protocol/script.ts';
import type { Statistics } from '../protocol/statistics.ts';
import { askStatistics } from './ask.ts';
import { executableVersion } from './executable-version.ts';
import { findAgent, TargetError } from './target.ts';

export interface NodeProcess {
  pid: number;
  ppid: number;
  name: string;
  /** Whether a live agent answers. */
  agent: boolean;
  /** `v26.10.0`, or null where nobody tells. */
  version: string | null;
  /** What it runs; empty where neither the system tells nor an agent. */
  script: string;
  /** Its number, where it is a worker process of `node:cluster` with an agent: `ppid` is whose. Else null. */
  clusterWorker: number | null;
}

/** Milliseconds: one that is busy must not hold up the list. */
const PATIENCE = 1000;
/** Characters of a path on Linux; nobody needs more to see which program it is. */
const SCRIPT_LIMIT = 4096;
const NODE = /^node(js)?([-.\d]*)?(\.exe)?$/i;

/** What starts this command: its link in `.bin`, and `npx`. */
const STARTER = /(^|[\\/])taskscope(\.mjs)?$|^npm exec taskscope\b/;

/** All but this command itself, sorted by pid. */
export async function listProcesses(): Promise<NodeProcess[]> {
  const all = await psList().catch(unlistable);
  const found = all
    .filter(({ pid, name, path }) => pid !== process.pid && (NODE.test(basename(path ?? '')) || NODE.test(name)))
    .map(async ({ pid, ppid, name, path, cmd }): Promise<NodeProcess> => {
      const answered = await askAgent(pid);
      return {
        pid,
        ppid,
        name,
        agent: answered !== null,
        version: answered?.nodeVersion ?? (await versionOf(pid, path)),
        script: (scriptOf(commandLine(pid) ?? splitWords(cmd ?? '')) || answered?.script || '').slice(0, SCRIPT_LIMIT),
        clusterWorker: answered?.clusterWorker ?? null,
      };
    });
  const starters = ancestors(new Map(all.map(({ pid, ppid }) => [pid, ppid])));
  return (await Promise.all(found))
    .filter(({ pid, script }) => !(starters.has(pid) && STARTER.test(script)))
    .sort((a, b) => a.pid - b.pid);
}

/** The processes that this one was started by, from the nearest up. */
function ancestors(parents: ReadonlyMap<number, number>): Set<number> {
  const found = new Set<number>();
  for (let pid = parents.get(process.pid); pid !== undefined && !found.has(pid); pid = parents.get(pid)) found.add(pid);
  return found;
}

function unlistable(error: unknown): never {
  throw new TargetError(
    `The processes can't be listed (${error instanceof Error ? error.message : error}): install \`ps\` (Debian: \`procps\`), or ask by pid.`,
  );
}

async function askAgent(pid: number): Promise<Statistics | null> {
  const at = findAgent(pid);
  if (at === null) return null;
  try {
    return await askStatistics({ at, pid }, { patience: PATIENCE, whole: PATIENCE });
  } catch {
    return null;
  }
}

/** Exact where the system keeps the words apart. */
function commandLine(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return null;
  }
}

/** Nothing of another process is run to find this out. Where the system shows no executable, our own is known by its path. */
async function versionOf(pid: number, path: string | undefined): Promise<string | null> {
  return (
    (await executableVersion(pid)) ??
    (path === process.execPath && process.platform !== 'linux' ? process.version : null)
  );
}
