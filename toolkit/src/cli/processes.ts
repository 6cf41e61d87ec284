/** The Node processes of this machine. */
import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import psList from 'ps-list';
import { askStatistics } from './ask.ts';
import { scriptOf, splitWords } from './script.ts';
import { findAgent, TargetError } from './target.ts';

export interface NodeProcess {
  pid: number;
  ppid: number;
  name: string;
  /** Whether a live agent answers. */
  agent: boolean;
  /** `v26.10.0`, or null where nobody tells. */
  version: string | null;
  /** What it runs; empty where the system does not tell. */
  script: string;
}

/** Milliseconds: one that is busy must not hold up the list. */
const PATIENCE = 1000;
const NODE = /^node(js)?([-.\d]*)?(\.exe)?$/i;

/** What starts this command: its link in `.bin`, and `npx`. */
const STARTER = /(^|[\\/])taskscope(\.mjs)?$|^npm exec taskscope\b/;

/** All but this command itself, sorted by pid. */
export async function listProcesses(): Promise<NodeProcess[]> {
  const all = await psList().catch(unlistable);
  const found = all
    .filter(({ pid, name, path }) => pid !== process.pid && (NODE.test(basename(path ?? '')) || NODE.test(name)))
    .map(async ({ pid, ppid, name, path, cmd, uid }): Promise<NodeProcess> => {
      const answered = await agentVersion(pid);
      return {
        pid,
        ppid,
        name,
        agent: answered !== null,
        version: answered ?? (await versionOf(path ?? '', uid)),
        script: scriptOf(commandLine(pid) ?? splitWords(cmd ?? '')),
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

async function agentVersion(pid: number): Promise<string | null> {
  const at = findAgent(pid);
  if (at === null) return null;
  try {
    return (await askStatistics({ at, pid }, PATIENCE)).nodeVersion;
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

const versions = new Map<string, Promise<string | null>>();

/** What the executable says of itself. It is only run where its owner could run it as us anyway: a user's own, or root's. */
function versionOf(path: string, uid: number | undefined): Promise<string | null> {
  if (path === '' || uid === undefined || !isTrusted(path)) return Promise.resolve(null);
  if (path === process.execPath) return Promise.resolve(process.version);
  const known = versions.get(path) ?? askVersion(path);
  versions.set(path, known);
  return known;
}

function isTrusted(path: string): boolean {
  try {
    const { uid } = statSync(path);
    return uid === 0 || uid === process.getuid?.();
  } catch {
    return false;
  }
}

async function askVersion(path: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: PATIENCE });
    return /^v\d+\.\d+\.\d+\S*/.exec(stdout)?.[0] ?? null;
  } catch {
    return null;
  }
}
