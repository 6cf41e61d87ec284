/** Who may ask at all: by the Host, the Origin and the address of the caller, before anything is read. */
import type { RequestHandler } from 'express';
import { Refused } from './refusal.ts';

/** Everything comes from here, and nothing else is let in. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const headers: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  next();
};

/**
 * A page elsewhere may point a name of its own at this machine, so the Host has to be one of ours; and a browser says
 * where a request comes from, which has to be here. Programs say nothing, and prove themselves by a token.
 */
export function ownPagesOnly(hosts: () => ReadonlySet<string>): RequestHandler {
  return (request, _response, next) => {
    const { host = '', origin } = request.headers;
    if (!hosts().has(hostname(host))) throw new Refused('forbidden', 'This server answers only to its own names.');
    if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
      throw new Refused('forbidden', 'Only pages of this server may ask this.');
    }
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && request.path.startsWith('/api/')) {
      throw new Refused('forbidden', 'Only pages of this server may ask this.');
    }
    next();
  };
}

/** What steers the session is for this machine: the network of a room is nobody's friend. */
export const thisMachineOnly: RequestHandler = (request, _response, next) => {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  if (address !== '::1' && !address.startsWith('127.')) {
    throw new Refused('forbidden', 'The dashboard can be opened only on the machine that the classroom runs on.');
  }
  next();
};

/** `Host` without its port; lower case. */
function hostname(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}
