/** The gate before everything else: who knocks too often is cut off, at the cost of one look at a table. */
import type { RequestListener } from 'node:http';
import { callerOf } from './caller.ts';
import { Limit } from './limit.ts';
import type { Tokens } from './tokens.ts';

/** A whole room may be behind one address: at its start each learner asks a few times, later once in a few seconds. */
const AT_ONCE = 6000;
const PER_SECOND = 600;
/** Who has joined is counted alone: no neighbour at the same address can use it up. */
const OWN_AT_ONCE = 60;
const OWN_PER_SECOND = 10;

export function gated(listener: RequestListener, tokens: Pick<Tokens, 'known'>): RequestListener {
  const knocks = new Limit(AT_ONCE, PER_SECOND);
  const own = new Limit(OWN_AT_ONCE, OWN_PER_SECOND);
  return (request, response) => {
    const learner = tokens.known(bearerIn(request.headers.authorization));
    const allowed = learner === null ? knocks.take(callerOf(request.socket.remoteAddress)) : own.take(learner.id);
    if (allowed) return listener(request, response);
    response.writeHead(429, { 'Retry-After': '5', Connection: 'close' }).end();
    // With all that it has sent ahead.
    request.socket.destroySoon();
  };
}

export function bearerIn(authorization: string | undefined): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(authorization ?? '')?.[1] ?? null;
}
