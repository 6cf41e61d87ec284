/** What Linux tells of a process, without touching it: `man 5 proc`. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface ProcessFacts {
  pid: number;
  /** When it started, in ticks since the system did: with the pid it tells a process from all others. */
  start: string;
  /** As the system tells it: `R` running, `S` sleeping, `T` stopped, `Z` ended and not yet buried. */
  state: string;
  /** The process whose thread this is: itself, where it is none. */
  group: number;
  uid: number;
  /** Of the process that traces it, as gdb and strace do; 0 where none does. */
  tracer: number;
  /** Its pid as it sees it itself: another one in a container. */
  innerPid: number;
  /** What SIGUSR1 would do: where it is not caught, it would end the process, or nothing at all. */
  caught: boolean;
  /** Whether SIGUSR1 was sent and has not reached it: it is stopped, or frozen. */
  pending: boolean;
  /** Whether its files and sockets may be looked at. */
  open: boolean;
  /** Bytes that it has in memory, files left out: no heap is larger. */
  resident: number;
  /** The network that it sees; another one in most containers. Empty where that is not told. */
  network: string;
  /** The words that it was started with. */
  words: string[];
  /** Those of `NODE_OPTIONS`, as it was started. Empty where that is not told. */
  nodeOptions: string[];
}

const SIGUSR1 = 10n;
/** Milliseconds between two looks. */
const LOOK = 20;

/** Null where there is no such process. */
export function readFacts(pid: number): ProcessFacts | null {
  const status = textOf(pid, 'status');
  // The name in brackets may hold anything, brackets as well.
  const [, state = '', rest = ''] = /^\d+ \(.*\) (\w) (.*)$/s.exec(textOf(pid, 'stat')) ?? [];
  if (status === '' || state === '') return null;
  const number = (name: string): number => Number(valueIn(status, name).split(/\s+/).at(-1));
  return {
    pid,
    start: rest.split(' ')[18] ?? '',
    state,
    group: number('Tgid'),
    uid: Number(valueIn(status, 'Uid').split(/\s+/)[0]),
    tracer: number('TracerPid'),
    innerPid: number('NSpid'),
    caught: hasSignal(valueIn(status, 'SigCgt')),
    pending: hasSignal(valueIn(status, 'SigPnd')) || hasSignal(valueIn(status, 'ShdPnd')),
    open: mayLook(pid),
    resident: Number(/^\d+/.exec(valueIn(status, 'RssAnon'))?.[0] ?? 0) * 1024,
    network: networkOf(pid),
    words: textOf(pid, 'cmdline').split('\0').slice(0, -1),
    nodeOptions: optionsIn(textOf(pid, 'environ')),
  };
}

/** Whether the process of then is there still: its number may be that of another one by now. */
export function isSame({ pid, start }: Pick<ProcessFacts, 'pid' | 'start'>): boolean {
  const now = readFacts(pid);
  return now !== null && now.start === start && now.state !== 'Z';
}

/** Whether it is gone, at the latest after `patience` milliseconds: its connections end a little before it does. */
export async function endsWithin(process: Pick<ProcessFacts, 'pid' | 'start'>, patience: number): Promise<boolean> {
  const end = performance.now() + patience;
  while (isSame(process)) {
    if (performance.now() > end) return false;
    await wait(LOOK);
  }
  return true;
}

/** The network that a process sees; `self` is this one. */
export function networkOf(pid: number | 'self'): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return '';
  }
}

function textOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function mayLook(pid: number): boolean {
  try {
    readdirSync(`/proc/${pid}/fd`);
    return true;
  } catch {
    return false;
  }
}

/** `signals`: a set of them in hexadecimal digits. */
function hasSignal(signals: string): boolean {
  return ((BigInt(`0x0${signals}`) >> (SIGUSR1 - 1n)) & 1n) === 1n;
}

function valueIn(status: string, name: string): string {
  return new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1]?.trim() ?? '';
}

function optionsIn(environment: string): string[] {
  const [, options = ''] = /(?:^|\0)NODE_OPTIONS=([^\0]*)/.exec(environment) ?? [];
  return options.split(/\s+/).filter((word) => word !== '');
}
