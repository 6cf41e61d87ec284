/** The inspector that a process has open already, before anything is done to it. */
import { AttachError } from './errors.ts';
import type { Inspector } from './find-inspector.ts';
import { inspectorOptions } from './options.ts';
import type { ProcessFacts } from './process-facts.ts';
import { clientsAt, isTaken, listeningSockets, type TcpSocket } from './sockets.ts';

/** The inspector that was open before; null where none is. Throws an `AttachError` where it is in use, or in the way. */
export async function openBefore(facts: ProcessFacts, force: boolean): Promise<Inspector | null> {
  const { pid, nodeOptions, words } = facts;
  const told = inspectorOptions(nodeOptions, words);
  const { port } = told;
  // Any free one: which, it says only on its standard error.
  if (port === 0) return told.open ? unused(pid, listeningSockets(pid), force) : null;
  const own = listeningSockets(pid).filter((socket) => socket.port === port);
  if (own.length === 0) {
    if (!isTaken(pid, port)) return null;
    throw new AttachError(
      `Port ${port}, at which the inspector of process \`${pid}\` would open, is taken by another process: end that, or its debugging, then attach. No signal was sent.`,
    );
  }
  const inspector = await unused(pid, own, force);
  if (inspector === null) {
    throw new AttachError(
      `Process \`${pid}\` itself listens at port ${port}, where its inspector would open, and no inspector answers there: no signal was sent. Have it write a snapshot with \`--heapsnapshot-signal\`, and read that with \`taskscope snapshot FILE\`.`,
    );
  }
  return inspector;
}

/** The inspector behind one of the sockets. Who its clients are is asked before we are one of them. */
async function unused(pid: number, sockets: readonly TcpSocket[], force: boolean): Promise<Inspector | null> {
  const used = new Set(sockets.map(({ port }) => port).filter((port) => clientsAt(pid, port) > 0));
  if (sockets.length === 0) return null;
  // Most have none open: then it is not loaded yet.
  const { inspectorAt } = await import('./find-inspector.ts');
  const inspector = await inspectorAt(sockets);
  if (inspector !== null && used.has(inspector.port) && !force) {
    throw new AttachError(
      `Process \`${pid}\` is being debugged: its inspector at port ${inspector.port} has a client, which would see the pause. End that session, or add \`--force\`.`,
    );
  }
  return inspector;
}
