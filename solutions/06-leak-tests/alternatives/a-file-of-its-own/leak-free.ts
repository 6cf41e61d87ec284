import type { IncomingMessage, ServerResponse } from 'node:http';
import { inject, type Response } from 'light-my-request';
import { check } from 'taskscope/leaktest';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Calls a handler in this process. Rejected where it leaves a task behind. */
export async function leakFree(handler: Handler, url: string): Promise<Response> {
  await using _check = check(url);
  return await inject(handler, url);
}
