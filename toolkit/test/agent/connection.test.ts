/** What a client can do wrong, and that it harms nobody but itself. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Deadlines, serve } from '../../src/agent/connection.ts';
import { ask, open, type Place } from './gops-client.ts';

const SHORT: Deadlines = { ask: 50, take: 50, whole: 60_000 };
const PATIENT: Deadlines = { ask: 60_000, take: 60_000, whole: 60_000 };

let server: Server;
let place: Place;
let deadlines = PATIENT;
const sockets = new Set<Socket>();

beforeEach(async () => {
  deadlines = PATIENT;
  server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    void serve(socket, deadlines);
  });
  server.listen({ host: '127.0.0.1', port: 0, backlog: 1024 });
  await once(server, 'listening');
  const address = server.address();
  place = { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 };
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

const text = async (...bytes: number[]): Promise<string> => (await ask(place, ...bytes)).toString('utf8');

test('a client that says nothing is let go at the deadline', async () => {
  deadlines = SHORT;
  const socket = await open(place);
  socket.resume();
  await once(socket, 'close');
});

test('an unknown byte is answered with nothing', async () => {
  expect(await text(0x7f)).toBe('');
  expect(await text(0x00)).toBe('');
});

test('a client that says a megabyte is answered for its first byte', async () => {
  const socket = await open(place);
  socket.write(Buffer.concat([Buffer.of(0x04), Buffer.alloc(2 ** 20, 0x04)]));
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece);
  expect(Buffer.concat(pieces).toString('utf8')).toBe(`node ${process.version}\n`);
});

test('a client that closes its side first, as `nc` does, is answered', async () => {
  const socket = await open(place);
  socket.end(Uint8Array.of(0x04));
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece);
  expect(Buffer.concat(pieces).toString('utf8')).toBe(`node ${process.version}\n`);
});

test('a client that goes away, before or while it is answered, leaves nothing open', async () => {
  const before = await open(place);
  before.resetAndDestroy();
  const half = await open(place);
  half.write(Uint8Array.of(0x10, 0x80));
  half.end();
  const during = await open(place);
  during.write(Uint8Array.of(0x09));
  await once(during, 'data');
  during.resetAndDestroy();
  await vi.waitFor(() => expect(sockets.size).toBe(0));
});

test('a client that does not take its answer is let go, and the answer with it', async () => {
  deadlines = SHORT;
  const socket = await open(place);
  socket.on('error', () => {});
  socket.pause();
  // The executable: more than any buffer holds.
  socket.write(Uint8Array.of(0x09));
  await vi.waitFor(() => expect(sockets.size).toBe(1));
  await vi.waitFor(() => expect(sockets.size).toBe(0), { timeout: 20_000 });
  socket.destroy();
});

test('a client that reads a byte now and then is let go when its time is up, however patient it is', async () => {
  deadlines = { ...PATIENT, whole: 200 };
  let read = 0;
  const buffer = Buffer.alloc(1);
  const socket: Socket = connect({
    ...place,
    onread: {
      buffer,
      callback: () => {
        read++;
        setImmediate(() => socket.resume());
        return false;
      },
    },
  });
  socket.on('error', () => {});
  socket.write(Uint8Array.of(0x09));
  await vi.waitFor(() => expect(sockets.size).toBe(1));
  await vi.waitFor(() => expect(sockets.size).toBe(0), { timeout: 20_000 });
  expect(read).toBeGreaterThan(0);
  socket.destroy();
});

test('a client that asks a byte at a time has no more time than others', async () => {
  deadlines = SHORT;
  const socket = await open(place);
  socket.on('error', () => {}).resume();
  socket.write(Uint8Array.of(0x10));
  // Ten of these would be a number that has no end.
  const saying = setInterval(() => socket.write(Uint8Array.of(0x80)), 20);
  // It may be reset: what was said when it was over.
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(saying);
});

test('none can block another: a thousand that say nothing, and one that asks', async () => {
  const silent = await Promise.all(Array.from({ length: 1000 }, () => open(place)));
  expect(await text(0x07)).toMatch(/^goroutines: \d+\nOS threads: \d+\nGOMAXPROCS: 1\nnum CPU: \d+\n$/);
  for (const socket of silent) socket.destroy();
  await vi.waitFor(() => expect(sockets.size).toBe(0));
});

test('a thousand clients at once are all answered', async () => {
  const answers = await Promise.all(Array.from({ length: 1000 }, () => text(0x04)));
  expect(new Set(answers)).toEqual(new Set([`node ${process.version}\n`]));
});
