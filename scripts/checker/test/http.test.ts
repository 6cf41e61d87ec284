import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { Client, type Turns } from '../http.ts';

const PATIENCE = 5000;
const servers: Server[] = [];
const clients: Client[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function clientOf(listener: RequestListener, patience = PATIENCE, turns?: Turns): Promise<Client> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const client = new Client('127.0.0.1', port, patience, turns);
  clients.push(client);
  return client;
}

describe('a client', () => {
  test('gives status, body and media type', async () => {
    const client = await clientOf((request, response) => {
      response.statusCode = 201;
      response.setHeader('content-type', 'text/plain; charset=utf-8');
      response.end(`${request.method} ${request.url}`);
    });
    expect(await client.get('/a?id=1')).toEqual({
      status: 201,
      body: 'GET /a?id=1',
      type: 'text/plain',
      failure: null,
    });
    expect(await client.send('POST', '/b')).toEqual({
      status: 201,
      body: 'POST /b',
      type: 'text/plain',
      failure: null,
    });
  });

  test('uses one connection for one request after the other', async () => {
    const ports = new Set<number | undefined>();
    const client = await clientOf((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    for (let turn = 0; turn < 3; turn++) await client.get('/');
    expect(ports.size).toBe(1);
  });

  test('tells what failed where no reply comes, breaks off, takes too long or never ends', async () => {
    const client = await clientOf((request, response) => {
      if (request.url === '/refused') request.socket.destroy();
      if (request.url === '/broken') response.write('half', () => response.destroy());
      if (request.url === '/drips') setInterval(() => response.write('.'), 10).unref();
      if (request.url === '/floods') response.end('x'.repeat(1_500_000));
    }, 300);
    expect(await client.get('/refused')).toMatchObject({ status: 0, failure: 'ECONNRESET' });
    expect(await client.get('/broken')).toMatchObject({ status: 200, body: 'half', failure: 'the response broke off' });
    expect(await client.get('/silent')).toMatchObject({ status: 0, failure: 'timeout' });
    expect(await client.get('/drips')).toMatchObject({ status: 200, failure: 'timeout' });
    expect(await client.get('/floods', PATIENCE)).toMatchObject({ failure: 'more than 1000000 characters' });
    expect(await client.get('/a b')).toMatchObject({ status: 0, failure: 'no path of a URL' });
    expect(await new Client('127.0.0.1', 1, PATIENCE).get('/')).toMatchObject({ status: 0, failure: 'ECONNREFUSED' });
  });

  test('gives nobody up who had no turns yet: a reply that comes meanwhile counts', async () => {
    const waiting: (() => void)[] = [];
    const turns = async (): Promise<void> => {
      for (const answer of waiting.splice(0)) answer();
      await new Promise((resolve) => setTimeout(resolve, 100));
    };
    const client = await clientOf((_request, response) => waiting.push(() => response.end('late')), 50, turns);
    expect(await client.get('/')).toEqual({ status: 200, body: 'late', type: '', failure: null });
    const stream = client.open('/');
    expect(await stream.until(() => stream.ended, 50)).toBe(true);
  });
});

describe('a stream', () => {
  test('gives what has come so far, and that it has ended', async () => {
    const answers: (() => void)[] = [];
    const client = await clientOf((_request, response) => {
      response.write('one ');
      answers.push(
        () => response.write('two '),
        () => response.end('three'),
      );
    });
    const stream = client.open('/');
    expect(await stream.until(() => stream.text === 'one ')).toBe(true);
    expect([stream.status, stream.ended]).toEqual([200, false]);
    answers[0]?.();
    expect(await stream.until(() => stream.text === 'one two ')).toBe(true);
    answers[1]?.();
    expect(await stream.until(() => stream.ended)).toBe(true);
    expect(stream.text).toBe('one two three');
  });

  test('lets its client go away, which the server sees', async () => {
    const gone = Promise.withResolvers<void>();
    const client = await clientOf((_request, response) => {
      response.on('close', gone.resolve);
      response.flushHeaders();
    });
    const stream = client.open('/');
    await stream.until(() => stream.status === 200);
    stream.leave();
    await gone.promise;
    expect(await stream.until(() => stream.ended)).toBe(true);
  });

  test('says so where what it waits for does not come', async () => {
    const client = await clientOf((_request, response) => response.flushHeaders());
    const stream = client.open('/');
    expect(await stream.until(() => stream.text !== '', 50)).toBe(false);
    stream.leave();
  });

  test('ends where nobody listens', async () => {
    const stream = new Client('127.0.0.1', 1, PATIENCE).open('/');
    expect(await stream.until(() => stream.ended)).toBe(true);
    expect(stream.status).toBe(0);
  });
});
