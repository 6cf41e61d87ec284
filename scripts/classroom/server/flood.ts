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

export class Gate {
  readonly #knocks = new Limit(AT_ONCE, PER_SECOND);
  readonly #own = new Limit(OWN_AT_ONCE, OWN_PER_SECOND);
  readonly #tokens: Pick<Tokens, 'known'>;

  constructor(tokens: Pick<Tokens, 'known'>) {
    this.#tokens = tokens;
  }

  /** Whether a request passes. `now` as for a `Limit`. */
  allows(address: string | undefined, authorization: string | undefined, now = performance.now()): boolean {
    const learner = this.#tokens.known(bearerIn(authorization));
    return learner === null ? this.#knocks.take(callerOf(address), now) : this.#own.take(learner.id, now);
  }
}

export function gated(listener: RequestListener, gate: Gate): RequestListener {
  return (request, response) => {
    if (gate.allows(request.socket.remoteAddress, request.headers.authorization)) return listener(request, response);
    response.writeHead(429, { 'Retry-After': '5', Connection: 'close' }).end();
    // With all that it has sent ahead.
    request.socket.destroySoon();
  };
}

export function bearerIn(authorization: string | undefined): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(authorization ?? '')?.[1] ?? null;
}
