/** Who may use the panel: the pages of this very server, and nobody else's. */
import type { IncomingHttpHeaders } from 'node:http';

/** A header that no form of a foreign page can send. */
export const OWN_HEADER = 'x-leaklab';
const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Whether a Host header names this machine: a page elsewhere may point a name of its own here. */
export function namesThisMachine(host: string | undefined): boolean {
  return LOOPBACK_NAME.test(host ?? '');
}

/** Whether a server that is bound to this address is heard on this machine only. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}

/** Why a request is refused; null where it may pass. What starts or changes something has to say where it comes from. */
export function refusal(method: string, headers: IncomingHttpHeaders): string | null {
  const { host, origin, 'sec-fetch-site': site } = headers;
  if (!namesThisMachine(host)) return 'This server answers only to its own name: ask for `localhost`.';
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'Only its own pages may ask.';
  if (origin !== undefined && origin !== `http://${host}`) return 'Only its own pages may ask.';
  if (method === 'GET') return null;
  if (origin === undefined) return 'The header `Origin` is missing: only a page of this server may ask.';
  return headers[OWN_HEADER] === 'panel' ? null : `The header \`${OWN_HEADER}\` is missing: only the panel may ask.`;
}
