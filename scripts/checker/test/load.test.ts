import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { runLoad } from '../load.ts';

const servers: Server[] = [];
const PATIENCE = 200;
const PATHS = Array.from({ length: 20 }, (_, index) => `/${index}`);

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** What a load asks of a service. `turns`: what happens while the service has its turns. */
async function serviceOf(listener: RequestListener, turns = async (): Promise<void> => {}) {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const get = async (path: string) => {
    const response = await fetch(origin + path);
    return { status: response.status, body: await response.text(), type: '', failure: null };
  };
  return { origin, replyPatience: PATIENCE, turns, get };
}

test('a load that goes on is not given up, however long one of its requests waits', async () => {
  const waiting: (() => void)[] = [];
  // The first to come is the last to be answered.
  const service = await serviceOf((_request, response) => {
    waiting.push(() => response.end('late'));
    setTimeout(() => waiting.pop()?.(), PATIENCE / 4);
  });
  const { replies, errors } = await runLoad(service, { paths: PATHS, connections: 5 });
  expect({ replies: replies.size, errors }).toEqual({ replies: PATHS.length, errors: 0 });
});

test('one that stands still is given up, and what was not answered is told', async () => {
  let answered = 0;
  const service = await serviceOf((_request, response) => {
    if (++answered <= 8) response.end('in time');
  });
  const { replies, errors } = await runLoad(service, { paths: PATHS, connections: 5 });
  expect({ replies: replies.size, errors }).toEqual({ replies: 8, errors: 12 });
});

test('not before the service had its turns: on a busy machine they come late', async () => {
  const waiting: (() => void)[] = [];
  let hadTurns = false;
  const service = await serviceOf(
    (_request, response) => {
      if (hadTurns) response.end('late');
      else waiting.push(() => response.end('late'));
    },
    async () => {
      hadTurns = true;
      for (const answer of waiting.splice(0)) answer();
      await new Promise((resolve) => setTimeout(resolve, PATIENCE / 4));
    },
  );
  const { replies, errors } = await runLoad(service, { paths: PATHS, connections: 5 });
  expect({ replies: replies.size, errors }).toEqual({ replies: PATHS.length, errors: 0 });
});
