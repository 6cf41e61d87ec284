/** What the command and its guardian say to each other. */

export const READY = 'ready\n';
export const DONE = 'done\n';

/** A line: the sockets at which the process listened before. Said before the signal is sent. */
export function armed(sockets: Iterable<string>): string {
  return `armed ${[...sockets].join(' ')}\n`;
}

export function isArmed(heard: string): boolean {
  return /^armed .*\n/.test(heard);
}

export function socketsBefore(heard: string): Set<string> {
  return new Set(/^armed (.*)\n/.exec(heard)?.[1]?.split(' '));
}
