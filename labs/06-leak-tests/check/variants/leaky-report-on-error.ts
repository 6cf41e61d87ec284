/** `report` loses its writer where there is no such report. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Channel, go } from 'taskscope';
import { findReport } from '../../backend.ts';
import { json, parameter } from './healthy.ts';

export { login, purchase, query } from './healthy.ts';

export async function report(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const found = findReport(parameter(request, 'id'));
  const chapters = new Channel<string>();
  const numbered: string[] = [];
  const written = go(async () => {
    for await (const chapter of chapters) numbered.push(`${numbered.length + 1}. ${chapter}`);
  });
  const known = await found;
  if (known === null) return json(response, 404, { error: 'no such report' });
  for (const chapter of known) await chapters.send(chapter);
  chapters.close();
  await written;
  json(response, 200, numbered);
}
