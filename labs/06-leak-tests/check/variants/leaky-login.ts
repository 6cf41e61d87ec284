/** `login` renews the session under a lock that an earlier step never unlocks. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { go, Mutex } from 'taskscope';
import { renewSession } from '../../backend.ts';
import { json, parameter } from './healthy.ts';

export { purchase, query, report } from './healthy.ts';

export async function login(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const user = parameter(request, 'user');
  const session = new Mutex();
  go(async () => {
    await session.lock();
    await renewSession(user);
  });
  go(async () => {
    await session.lock();
    session.unlock();
  });
  json(response, 200, { user });
}
