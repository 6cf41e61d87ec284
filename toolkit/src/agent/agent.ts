import { createServer, type Server } from 'node:net';
import { isMainThread } from 'node:worker_threads';
import { AgentAddressError, AgentListeningError } from '../errors.ts';
import { watchWorkers } from '../threads/watch.ts';
import { DEADLINES, serve } from './connection.ts';
import { type Place, portPlace, socketPlace } from './place.ts';
import { onShutdown } from './shutdown.ts';

export interface ListenOptions {
  /** Leaves nothing behind when the process ends by SIGINT, SIGTERM or SIGHUP. Default: true. */
  shutdownCleanup?: boolean;
  /** A TCP address, `127.0.0.1:0` for any free port, at which gops can ask. Default: a socket that only its owner can open. */
  address?: string;
  /**
   * A folder to use, for the socket, in a folder of this user's own there, or for the file with the port. Whoever asks has to be
   * told it as well, by `TASKSCOPE_AGENT_DIR` or `GOPS_CONFIG_DIR`. One that is there stays as it is.
   */
  configDir?: string;
}

export interface Listening {
  pid: number;
  /** The path of the socket, or `host:port`. */
  address: string;
}

/** Clients at one time, served or waiting to be; more are refused, so that none of them can take all file descriptors of a service. */
const CLIENT_LIMIT = 1024;

interface Agent {
  /** What is being listened at; known from the start. */
  address: string;
  close(): void;
}

/** One agent in a process, whatever copies of the package are loaded. */
const KEY = Symbol.for('taskscope.agent.1');

function current(): Agent | null {
  return Reflect.get(globalThis, KEY) ?? null;
}

/**
 * Lets `taskscope PID`, or gops, ask this process for its tasks. It costs nothing while nobody asks, and does not keep the
 * process alive. Rejected with an `AgentListeningError` where it listens already, an `AgentAddressError` where it can't.
 */
export async function listen({ shutdownCleanup = true, address, configDir }: ListenOptions = {}): Promise<Listening> {
  if (!isMainThread) {
    throw new AgentAddressError(
      '`listen` was called in a worker thread: call it in the main thread, which answers for the process.',
    );
  }
  const first = current();
  if (first !== null) throw new AgentListeningError(first.address);
  const place = address === undefined ? socketPlace(configDir) : portPlace(address, configDir);
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    // A TCP port is open to all users of the machine.
    void serve(socket, DEADLINES, 'path' in place.at);
  });
  server.maxConnections = CLIENT_LIMIT;
  server.unref();
  const started = start(server, place, shutdownCleanup, address);
  Reflect.set(globalThis, KEY, started);
  try {
    await place.prepare();
    started.address = await opened(server, place);
  } catch (error) {
    started.close();
    throw error;
  }
  watchWorkers();
  return { pid: process.pid, address: started.address };
}

/** Ends the agent. Closing one that does not listen does nothing. */
export function close(): void {
  current()?.close();
}

function start(server: Server, place: Place, shutdownCleanup: boolean, address: string | undefined): Agent {
  const leave = (): void => {
    server.close();
    place.remove();
  };
  const comeBack = (): void => {
    // It fails open: the program has other things to do now.
    opened(server, place).catch(() => {});
  };
  const undo = shutdownCleanup ? onShutdown(leave, comeBack) : () => {};
  const self: Agent = {
    address: address ?? ('path' in place.at ? place.at.path : ''),
    close() {
      undo();
      process.off('exit', leave);
      leave();
      if (current() === self) Reflect.set(globalThis, KEY, null);
    },
  };
  process.on('exit', leave);
  return self;
}

/** Where it listens again, it does so at the port that it had. */
function opened(server: Server, place: Place): Promise<string> {
  return new Promise((resolve, reject) => {
    // Once it listens: a client that can't be accepted, for want of file descriptors, is no reason to end the program.
    server.removeAllListeners('error').on('error', reject);
    server.listen({ ...place.at, exclusive: true, backlog: CLIENT_LIMIT }, () => {
      const bound = server.address();
      const port = typeof bound === 'object' && bound !== null ? bound.port : null;
      if ('host' in place.at && port !== null) place.at.port = port;
      place.announce(port);
      resolve('path' in place.at ? place.at.path : `${place.at.host}:${port}`);
    });
  });
}
