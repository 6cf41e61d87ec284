/** Healthy in another style: signals end what is not needed any more. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Channel, go } from 'taskscope';
import { findReport, orders, type Row, tags, users } from '../../backend.ts';
import { json, parameter } from './healthy.ts';

export { login, purchase } from './healthy.ts';

export async function query(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = parameter(request, 'id');
  const rows = new Channel<Row>();
  const { signal, abort } = stopper();
  for (const table of [users, orders, tags]) {
    go(async () => rows.send(await table(id), { signal })).catch(() => {});
  }
  const two = [await rows.receive(), await rows.receive()];
  abort();
  json(response, 200, two);
}

export async function report(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chapters = new Channel<string>();
  const { signal, abort } = stopper();
  const numbered: string[] = [];
  const written = go(async () => {
    for (;;) {
      const chapter = await chapters.receive({ signal });
      if (chapter === undefined) return;
      numbered.push(`${numbered.length + 1}. ${chapter}`);
    }
  });
  written.catch(() => {});
  try {
    const found = await findReport(parameter(request, 'id'));
    if (found === null) return json(response, 404, { error: 'no such report' });
    for (const chapter of found) await chapters.send(chapter);
    chapters.close();
    await written;
    json(response, 200, numbered);
  } finally {
    abort();
  }
}

function stopper(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
