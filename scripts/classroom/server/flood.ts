/** The gate before everything else: who knocks too often is cut off, at the cost of one look at a table. */
import type { RequestListener } from 'node:http';
import { callerOf, Limit } from './limit.ts';

/** A whole room may be behind one address: at its start each learner asks a few times, later once in a few seconds. */
const AT_ONCE = 6000;
const PER_SECOND = 600;

export function gated(listener: RequestListener): RequestListener {
  const knocks = new Limit(AT_ONCE, PER_SECOND);
  return (request, response) => {
    if (knocks.take(callerOf(request.socket.remoteAddress))) return listener(request, response);
    response.writeHead(429, { 'Retry-After': '5', Connection: 'close' }).end();
    // With all that it has sent ahead.
    request.socket.destroySoon();
  };
}
