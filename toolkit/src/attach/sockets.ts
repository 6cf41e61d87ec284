/** The TCP sockets of a process, as Linux tells them: by the numbers of its own sockets, and not by trying ports. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface TcpSocket {
  /** Tells it from every other socket of the machine. */
  inode: string;
  host: string;
  port: number;
}

const LISTENING = '0A';
const ESTABLISHED = '01';

/** Where the process listens; `except`: sockets that are not asked for. Empty where it is gone, or may not be looked at. */
export function listeningSockets(pid: number, except: ReadonlySet<string> = new Set()): TcpSocket[] {
  return ownSockets(pid, LISTENING, except);
}

/** How many clients are connected to the port of the process. */
export function clientsAt(pid: number, port: number): number {
  return ownSockets(pid, ESTABLISHED).filter((socket) => socket.port === port).length;
}

/** One end of a connection: what the process itself finds in `/proc/self` for as long as it has it. */
export interface Connection {
  link: string;
  leadsTo: string;
}

/** The connections that the process has at its port. */
export function connectionsAt(pid: number, port: number): Connection[] {
  const at = new Set(ownSockets(pid, ESTABLISHED).flatMap((socket) => (socket.port === port ? socket.inode : [])));
  return Array.from(filesOf(pid), ([file, inode]) => ({
    inode,
    link: `/proc/self/fd/${file}`,
    leadsTo: `socket:[${inode}]`,
  }))
    .filter(({ inode }) => at.has(inode))
    .map(({ link, leadsTo }) => ({ link, leadsTo }));
}

/** Whether somebody listens at the port, in the network that the process sees. */
export function isTaken(pid: number, port: number): boolean {
  return tcpSockets(pid, LISTENING).some((socket) => socket.port === port && takesLoopback(socket.host));
}

function ownSockets(pid: number, state: string, except: ReadonlySet<string> = new Set()): TcpSocket[] {
  const own = socketsOf(pid).difference(except);
  // The table is that of the whole machine, and on a busy one long.
  return own.size === 0 ? [] : tcpSockets(pid, state).filter(({ inode }) => own.has(inode));
}

/** What keeps another process from listening at 127.0.0.1: that address, or all of them. */
function takesLoopback(host: string): boolean {
  return host === '0100007F' || /^0+$/.test(host);
}

/** The numbers of all its sockets, TCP or not. */
export function socketsOf(pid: number): Set<string> {
  return new Set(filesOf(pid).values());
}

/** Its open files that are sockets, each with the number of the socket. */
function filesOf(pid: number): Map<string, string> {
  const found = new Map<string, string>();
  try {
    for (const file of readdirSync(`/proc/${pid}/fd`)) {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${file}`)) ?? [];
      if (inode !== undefined) found.set(file, inode);
    }
  } catch {
    // It has ended, or is another user's.
  }
  return found;
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // Closed since.
    return '';
  }
}

/** Addresses stay in the system's own hexadecimal form. */
function tcpSockets(pid: number, state: string): TcpSocket[] {
  return ['tcp', 'tcp6'].flatMap((table) => {
    try {
      return readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        .filter((columns) => columns[3] === state)
        .map((columns) => {
          const [host = '', port = ''] = columns[1]?.split(':') ?? [];
          return { inode: columns[9] ?? '', host, port: Number.parseInt(port, 16) };
        });
    } catch {
      return [];
    }
  });
}
