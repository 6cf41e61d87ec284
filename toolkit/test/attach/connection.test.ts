/** The connection to an inspector is let go once all that was asked over it is answered, and not before. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { connectionOf, handleOf, letGo } from '../../src/attach/connection.ts';

/** The text of a frame whose mask changes nothing. */
const textOf = (frame: Buffer): unknown => JSON.parse(frame.subarray(6).toString());

test('whoever holds a connection reads on, asks one question more, and ends it with the answer to that', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ours = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[theirs]] = await Promise.all([once(server, 'connection') as Promise<Socket[]>, once(ours, 'connect')]);
  let ended = false;
  const end = once(theirs ?? ours, 'close').then(() => {
    ended = true;
  });
  const isLetGo = letGo(handleOf(ours));
  const [frame] = await once(theirs ?? ours, 'data');
  expect(frame[0], 'a text, in one piece').toBe(0x81);
  expect(frame[1] - 0x80, 'masked, of that length').toBe(frame.length - 6);
  const { id, method } = Object(textOf(frame));
  expect(method).toBe('Runtime.evaluate');

  // What was asked before comes first; an answer may come in pieces, and a program may have that text in its heap.
  for (const part of [
    'x'.repeat(1_000_000),
    '{"id":7,"result":{}}',
    `"chunk":"{\\"id\\":${id}}"`,
    `{"id":${id}`.slice(0, 9),
  ]) {
    theirs?.write(part);
    await new Promise(setImmediate);
    expect(ended).toBe(false);
  }
  theirs?.write(`{"id":${id},"result":{}}`.slice(9));
  await isLetGo;
  await end;
  server.close();
});

test('what is opened is told from what others connect to meanwhile; where Node tells nothing there is none', async () => {
  expect(await connectionOf('127.0.0.1:1', () => Promise.resolve('opened'))).toEqual(['opened', null]);
});
