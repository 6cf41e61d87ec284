/** `report` loses its writer where it answers: nobody closes the channel. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Channel, go } from 'taskscope';
import { findReport } from '../../backend.ts';
import { json, parameter } from './healthy.ts';

export { login, purchase, query } from './healthy.ts';

export async function report(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const found = await findReport(parameter(request, 'id'));
  if (found === null) return json(response, 404, { error: 'no such report' });
  const chapters = new Channel<string>();
  const numbered: string[] = [];
  go(async () => {
    for await (const chapter of chapters) numbered.push(`${numbered.length + 1}. ${chapter}`);
  });
  for (const chapter of found) await chapters.send(chapter);
  await null;
  json(response, 200, numbered);
}
