/** `purchase` waits for a receipt that nobody writes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Channel, go } from 'taskscope';
import { writeAudit } from '../../backend.ts';
import { json, parameter } from './healthy.ts';

export { login, query, report } from './healthy.ts';

export async function purchase(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const item = parameter(request, 'item');
  const receipts = new Channel<string>();
  go(async () => {
    await writeAudit(item);
    await receipts.receive();
  });
  json(response, 202, { item });
}
