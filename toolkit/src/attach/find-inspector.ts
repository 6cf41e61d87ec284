/** The inspector of a process, found by its socket. Nobody else's port is asked. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { socketsOf, type TcpSocket } from './sockets.ts';

export interface Inspector {
  /** Where sessions are opened. */
  url: string;
  port: number;
  /** Of the socket at which it listens: gone when it is closed. */
  inode: string;
}

const listSchema = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const PATIENCE = 1000;
/** Characters of the list. */
const LIMIT = 65_536;

/**
 * The first of the sockets behind which an inspector answers; null where none does. `others`: the sockets that are known to be none,
 * which are not asked; those that turn out to be none are added.
 */
export async function inspectorAt(
  sockets: readonly TcpSocket[],
  others: Set<string> = new Set(),
): Promise<Inspector | null> {
  for (const { inode, host, port } of sockets) {
    if (others.has(inode)) continue;
    const address = `${addressOf(host)}:${port}`;
    const answer = await listAt(address);
    if (answer === null) continue;
    const id = idIn(answer);
    if (id !== null) return { url: `ws://${address}/${id}`, port, inode };
    others.add(inode);
  }
  return null;
}

/** Whether the process has that socket still. */
export function isOpen(pid: number, { inode }: Pick<Inspector, 'inode'>): boolean {
  return socketsOf(pid).has(inode);
}

/**
 * What the one behind the address says of its inspector; null where it says nothing. On a connection of its own, which is over with
 * the answer: one that stays keeps the inspector from closing.
 */
async function listAt(address: string): Promise<string | null> {
  try {
    const asked = get(`http://${address}/json/list`, { agent: false, signal: AbortSignal.timeout(PATIENCE) });
    const [answer]: IncomingMessage[] = await once(asked, 'response');
    return answer === undefined ? null : await bounded(answer);
  } catch (error) {
    // What is no HTTP is an answer as well.
    return error instanceof Error && 'code' in error && String(error.code).startsWith('HPE_') ? '' : null;
  }
}

/** Null where it is none of an inspector. */
function idIn(list: string): string | null {
  try {
    const [target] = listSchema.parse(JSON.parse(list));
    return /\/([\w-]+)$/.exec(target?.webSocketDebuggerUrl ?? '')?.[1] ?? null;
  } catch {
    return null;
  }
}

/** An answer that is longer than any list ends early, and is none. */
async function bounded(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) {
    text += piece;
    if (text.length > LIMIT) return '';
  }
  return text;
}

/** From the system's form, four bytes at a time with the lowest first; where it listens at all addresses, the loopback one. */
export function addressOf(host: string): string {
  if (/^0+$/.test(host)) return '127.0.0.1';
  const bytes = host.match(/.{8}/g)?.flatMap((word) => word.match(/../g)?.reverse() ?? []) ?? [];
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  return `[${bytes.join('').match(/.{4}/g)?.join(':') ?? ''}]`;
}
