import type { IncomingMessage, ServerResponse } from 'node:http';
import { Channel, go } from 'taskscope';
import { findReport, orders, type Row, renewSession, tags, users, writeAudit } from './backend.ts';

/** Asks three tables, and answers with the two fastest rows. */
export async function query(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = parameter(request, 'id');
  const rows = new Channel<Row>();
  for (const table of [users, orders, tags]) {
    go(async () => {
      // Nobody may come for it: then it gives up.
      await rows.send(await table(id), { signal: AbortSignal.timeout(1000) }).catch(() => {});
    });
  }
  json(response, 200, [await rows.receive(), await rows.receive()]);
}

/** Sends the chapters of a report, numbered; 404 where there is no such report. */
export async function report(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Look first, start then: where there is nothing to write, there is no writer.
  const found = await findReport(parameter(request, 'id'));
  if (found === null) return json(response, 404, { error: 'no such report' });
  const chapters = new Channel<string>();
  const numbered: string[] = [];
  const written = go(async () => {
    for await (const chapter of chapters) numbered.push(`${numbered.length + 1}. ${chapter}`);
  });
  for (const chapter of found) await chapters.send(chapter);
  chapters.close();
  await written;
  json(response, 200, numbered);
}

/** Answers at once; the audit trail is written behind the answer. */
export async function purchase(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const item = parameter(request, 'item');
  go(() => writeAudit(item));
  json(response, 202, { item });
}

/** Answers at once; the session is renewed some time later. */
export async function login(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const user = parameter(request, 'user');
  go(() => renewSession(user));
  json(response, 200, { user });
}

function parameter(request: IncomingMessage, name: string): string {
  return new URL(request.url ?? '/', 'http://localhost').searchParams.get(name) ?? '';
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
