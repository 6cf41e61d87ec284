/** Who is answered on the debug routes: a token or `allow` says so; without either, programs on this machine are. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { DebugAccessError } from '../errors.ts';
import { cameDirectly, isForeignPage, isLoopback } from './origin.ts';
import { Refusal } from './reply.ts';

/** Tells whether a request may be answered. */
export type Allow = (request: IncomingMessage) => boolean | Promise<boolean>;

export interface AccessOptions {
  /**
   * Whoever knows it is answered, and nobody else: `Authorization: Bearer TOKEN`, or, for a browser and `go tool pprof`, the
   * password of the address: `http://x:TOKEN@host/debug/pprof/`. At least 16 characters.
   */
  token?: string | undefined;
  /**
   * Asked about each request, with `NODE_ENV=production`; elsewhere about each that does not come from this machine, or that a
   * proxy may have sent. With a token as well, both have to let it in. What is shown tells how the program works: let in only
   * whom you would let read its code.
   */
  allow?: Allow | undefined;
}

/** Rejected with a `Refusal` where the request is not answered. */
export type Gate = (request: IncomingMessage) => Promise<void>;

const TOKEN_LENGTH = 16;
const CHALLENGE = { 'WWW-Authenticate': 'Bearer, Basic realm="debug routes", charset="UTF-8"' };

/**
 * The gate of routes that are mounted in a service. Behind a proxy, everybody is a peer on this machine: so in production that
 * alone opens nothing. Throws a `DebugAccessError` where nobody could be let in, or with a token that is none.
 */
export function mountedGate(options: AccessOptions): Gate {
  const production = process.env['NODE_ENV'] === 'production';
  if (production && options.token === undefined && options.allow === undefined) {
    throw new DebugAccessError(
      'With `NODE_ENV=production`, `debugRouter()` has to be told who may ask, since behind a proxy everybody seems to be on this machine: give it a `token`, or `allow`, or use `await debugServer()`, which listens on a port of its own.',
    );
  }
  return gate(options, production ? () => false : (request) => isLoopback(request) && cameDirectly(request));
}

/** The gate of a listener that only this machine can reach. Throws a `DebugAccessError` with a token that is none. */
export function ownGate(token: string | undefined, at: 'port' | 'socket'): Gate {
  return gate({ token }, (request) => (at === 'socket' || isLoopback(request)) && cameDirectly(request));
}

function gate({ token, allow }: AccessOptions, isOurs: (request: IncomingMessage) => boolean): Gate {
  if (token !== undefined && !(typeof token === 'string' && token.length >= TOKEN_LENGTH)) {
    throw new DebugAccessError(
      `\`token\` needs at least ${TOKEN_LENGTH} characters that nobody can guess: make one with \`openssl rand -hex 32\`.`,
    );
  }
  return async (request) => {
    // A page of another site borrows what its reader may do: neither token nor place say that the reader wanted this.
    if (isForeignPage(request)) throw request.headers['sec-fetch-mode'] === 'navigate' ? led() : forbidden();
    if (token === undefined && isOurs(request)) return;
    if (token !== undefined && !carries(request, token)) {
      throw new Refusal(401, 'Say the token: `Authorization: Bearer TOKEN`, or `http://x:TOKEN@host`.', CHALLENGE);
    }
    if (allow === undefined ? token === undefined : !(await allows(allow, request))) throw forbidden();
  };
}

function forbidden(): Refusal {
  return new Refusal(403, 'Only programs on this machine are answered here. `debugRouter({ allow })` lets others in.');
}

function led(): Refusal {
  return new Refusal(403, 'A page of another site has led here, or shows this in a frame: type the address yourself.');
}

function carries({ headers }: IncomingMessage, token: string): boolean {
  const [, scheme = '', given = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return same(given, token);
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(given, 'base64').toString('utf8')) ?? [];
  return password !== undefined && same(password, token);
}

/** Takes as long whatever is wrong: the time tells nothing of the token. */
function same(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** Where `allow` throws, the answer is no, and the program's own log says so. */
async function allows(allow: Allow, request: IncomingMessage): Promise<boolean> {
  try {
    return (await allow(request)) === true;
  } catch (error) {
    process.emitWarning(
      `\`allow\` of \`debugRouter\` threw, so the request was refused: ${String(error)}`,
      'TaskscopeWarning',
    );
    return false;
  }
}
