/** `purchase` loses what it does behind the answer, and the module holds it: nothing can prove it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Channel, go } from 'taskscope';
import { writeAudit } from '../../backend.ts';
import { json, parameter } from './healthy.ts';

export { login, query, report } from './healthy.ts';

const written: Channel<string>[] = [];

export async function purchase(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const item = parameter(request, 'item');
  const done = new Channel<string>();
  written.push(done);
  go(async () => {
    await writeAudit(item);
    await done.send(item);
  });
  json(response, 202, { item });
}
