/** What the command and its guardian say to each other. */

/** The guardian, once it is awake; or where another one guards that process. */
export const READY = 'ready\n';
export const ANOTHER = 'another\n';
/** The command, with its connection. */
export const HOLD = 'hold';
/** The command, at its end: nothing is left to do. */
export const DONE = 'done\n';

/** A line: the sockets at which the process listened before. Said before the signal is sent. */
export function armed(sockets: Iterable<string>): string {
  return `armed ${[...sockets].join(' ')}\n`;
}

/**
 * A line: that the inspector at this socket closes by itself once the command has left. Whoever connects meanwhile might be there
 * when it does, of which Node was seen to die.
 */
export function leaving(socket: string): string {
  return `leaving ${socket}\n`;
}

export interface Heard {
  /** Null before the command has armed it. */
  before: Set<string> | null;
  /** The socket that closes by itself; null where none does yet. */
  leaving: string | null;
  done: boolean;
}

/** All that the command has said. */
export function understand(heard: string): Heard {
  const [, sockets] = /^armed (.*)\n/.exec(heard) ?? [];
  const [, socket = null] = /^leaving (.*)\n/m.exec(heard) ?? [];
  return {
    before: sockets === undefined ? null : new Set(sockets.split(' ')),
    leaving: socket,
    done: heard.endsWith(DONE),
  };
}
