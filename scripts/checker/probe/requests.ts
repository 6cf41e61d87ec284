/** The HTTP requests that arrive in this process. */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Seen } from '../protocol.ts';
import type { Backend } from './backend.ts';

export class Requests {
  readonly seen: Omit<Seen, 'askedTooFew' | 'waited'> = { handled: 0, underWay: 0, mostAtOnce: 0 };

  /** Tells the backend of those that carry an id. `onChange`: one has come or was answered. */
  constructor(backend: Backend, onChange: () => void) {
    const { seen } = this;
    subscribe('http.server.request.start', (message) => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
      response.once('close', () => {
        seen.underWay--;
      });
      seen.handled++;
      seen.mostAtOnce = Math.max(seen.mostAtOnce, ++seen.underWay);
      onChange();
      const id = requestId(request.url);
      if (id !== null) backend.begin(id);
    });
    subscribe('http.server.response.finish', (message) => {
      const { request } = message as { request: IncomingMessage };
      onChange();
      const id = requestId(request.url);
      if (id !== null) backend.finish(id);
    });
  }
}

/** The `id` of a request's query, by which the checker plans and asks. */
function requestId(url: string | undefined): string | null {
  return new URL(url ?? '/', 'http://localhost').searchParams.get('id');
}
