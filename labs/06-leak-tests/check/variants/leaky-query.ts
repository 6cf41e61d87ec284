/** `query` loses its slowest sender. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Channel, go } from 'taskscope';
import { orders, type Row, tags, users } from '../../backend.ts';
import { json, parameter } from './healthy.ts';

export { login, purchase, report } from './healthy.ts';

export async function query(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = parameter(request, 'id');
  const rows = new Channel<Row>();
  for (const table of [tags, users, orders]) {
    go(async () => {
      await rows.send(await table(id));
    });
  }
  json(response, 200, [await rows.receive(), await rows.receive()]);
}
