/** What the routes answer with. */
import type { ServerResponse } from 'node:http';

export interface Reply {
  status?: number;
  type: string;
  headers?: { [name: string]: string };
  /** Pieces are made while the client takes them. */
  body: string | Buffer | Iterable<string> | AsyncIterable<string>;
}

/** An answer that is an error: its message goes to the client. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: { [name: string]: string };

  constructor(status: number, message: string, headers: { [name: string]: string } = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

export const PLAIN = 'text/plain; charset=utf-8';
export const HTML = 'text/html; charset=utf-8';

export function text(body: Reply['body']): Reply {
  return { type: PLAIN, body };
}

/** Of a profile in the binary form. */
export function download(body: Buffer, name: string): Reply {
  const headers = { 'Content-Disposition': `attachment; filename="${name}"` };
  return { type: 'application/octet-stream', headers, body };
}

/** `go tool pprof` shows the text of an error that has this header. */
export function refusal({ status, message, headers }: Refusal): Reply {
  return { status, type: PLAIN, headers: { ...headers, 'X-Go-Pprof': '1' }, body: `${message}\n` };
}

export function writeHead(response: ServerResponse, { status = 200, type, headers, body }: Reply): void {
  const length = typeof body === 'string' || Buffer.isBuffer(body) ? { 'Content-Length': Buffer.byteLength(body) } : {};
  response.writeHead(status, {
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
    ...length,
    ...headers,
  });
}
