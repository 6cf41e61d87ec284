import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';

/** Tells whether a request may be answered that does not come from this machine. */
export type Allow = (request: IncomingMessage) => boolean | Promise<boolean>;

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
/** Set by a proxy: its client may be anywhere, though the proxy itself is on this machine. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

export async function mayAsk(request: IncomingMessage, allow: Allow | undefined): Promise<boolean> {
  return isLocal(request) || ((await allow?.(request)) ?? false);
}

/**
 * Whether a program on this machine asks, and not a web page in its browser: a page of a foreign site reaches a loopback
 * port under a name of its own (DNS rebinding: the Host tells), or blindly (the browser says so in `Sec-Fetch-Site`).
 */
export function isLocal({ headers, socket }: IncomingMessage): boolean {
  const peer = socket.remoteAddress ?? '';
  return (
    loopback.check(peer, peer.includes(':') ? 'ipv6' : 'ipv4') &&
    LOOPBACK_HOST.test(headers.host ?? '') &&
    !FORWARDED.some((name) => name in headers) &&
    (headers['sec-fetch-site'] !== 'cross-site' || headers['sec-fetch-mode'] === 'navigate')
  );
}
