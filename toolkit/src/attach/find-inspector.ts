/** The inspector of a process, found by its socket. Nobody else's port is asked. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { listeningSockets, type TcpSocket } from './sockets.ts';

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

/** The first of the sockets behind which an inspector answers; null where none does. */
export async function inspectorAt(sockets: readonly TcpSocket[]): Promise<Inspector | null> {
  for (const { inode, host, port } of sockets) {
    const address = `${addressOf(host)}:${port}`;
    const id = await idAt(address);
    if (id !== null) return { url: `ws://${address}/${id}`, port, inode };
  }
  return null;
}

/** Whether the process listens at that socket still. */
export function isOpen(pid: number, { inode }: Pick<Inspector, 'inode'>): boolean {
  return listeningSockets(pid).some((socket) => socket.inode === inode);
}

/** On a connection of its own, which is over with the answer: one that stays keeps the inspector from closing. */
async function idAt(address: string): Promise<string | null> {
  try {
    const asked = get(`http://${address}/json/list`, { agent: false, signal: AbortSignal.timeout(PATIENCE) });
    const [answer]: IncomingMessage[] = await once(asked, 'response');
    if (answer === undefined) return null;
    const [target] = listSchema.parse(JSON.parse(await bounded(answer)));
    return /\/([\w-]+)$/.exec(target?.webSocketDebuggerUrl ?? '')?.[1] ?? null;
  } catch {
    return null;
  }
}

async function bounded(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) {
    text += piece;
    if (text.length > LIMIT) throw new Error('This is no list of an inspector.');
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
