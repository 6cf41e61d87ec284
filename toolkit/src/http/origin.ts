/** Where a request comes from, as far as it tells: from this machine, through a proxy, from a page of another site. */
import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Set by a proxy or a CDN: its client may be anywhere, though the proxy itself is on this machine. */
const FORWARDED: ReadonlySet<string> = new Set([
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-forwarded-for',
  'x-original-host',
  'x-original-url',
  'x-envoy-external-address',
  'x-appengine-user-ip',
  'x-azure-clientip',
  'x-azure-fdid',
  'x-amzn-trace-id',
  'x-amz-cf-id',
  'x-vercel-forwarded-for',
  'x-nf-client-connection-ip',
  'cf-connecting-ip',
  'cf-ray',
  'cdn-loop',
  'true-client-ip',
  'fastly-client-ip',
  'fly-client-ip',
  'do-connecting-ip',
  'x-arr-log-id',
]);
const FORWARDED_START = 'x-forwarded-';

const FRAMES: ReadonlySet<unknown> = new Set(['frame', 'iframe', 'embed', 'object', 'fencedframe']);

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Whether the peer is on this machine. A proxy that runs here is, too, and tells nothing of its clients. */
export function isLoopback({ socket }: IncomingMessage): boolean {
  const peer = socket.remoteAddress ?? '';
  return loopback.check(peer, peer.includes(':') ? 'ipv6' : 'ipv4');
}

/**
 * Whether nothing says that somebody passed the request on: no header of a proxy, and this machine's own name as the host.
 * A page of a foreign site reaches a loopback port under a name of its own (DNS rebinding).
 */
export function cameDirectly(request: IncomingMessage): boolean {
  const names = Object.keys(request.headers);
  return (
    LOOPBACK_HOST.test(hostOf(request) ?? '') &&
    !names.some((name) => FORWARDED.has(name) || name.startsWith(FORWARDED_START))
  );
}

/**
 * Whether a page of another site has made the browser ask: by a script, a form, a frame, a link. The browser says so. A page
 * on another port of this machine is another site.
 */
export function isForeignPage(request: IncomingMessage): boolean {
  const { headers } = request;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  if (FRAMES.has(headers['sec-fetch-dest'])) return true;
  const { origin } = headers;
  return origin !== undefined && hostIn(origin) !== hostOf(request)?.toLowerCase();
}

/** Whether somebody wanted it: a program, or a person who clicked or typed the address; no guess of a browser ahead of that. */
export function isOnPurpose({ headers }: IncomingMessage): boolean {
  const guess = `${headers['sec-purpose'] ?? ''} ${headers['purpose'] ?? ''} ${headers['x-moz'] ?? ''}`;
  if (/prefetch|prerender|preview/i.test(guess)) return false;
  if (headers['sec-fetch-site'] === undefined) return true;
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-user'] === '?1';
}

/** In HTTP/2 it stands in `:authority`. Null where both are there and differ. */
export function hostOf({ headers }: IncomingMessage): string | null {
  const { host } = headers;
  const authority = headers[':authority'];
  if (typeof authority !== 'string') return host ?? null;
  return host === undefined || host === authority ? authority : null;
}

/** As browsers write it: without the port that the scheme has anyway. */
function hostIn(origin: string): string | null {
  return URL.parse(origin)?.host ?? null;
}
