/**
 * The connection to an inspector, as two processes have it. Node 22 was seen to die where it ends while V8 writes a snapshot to it;
 * so the guardian has it as well, and lets it go once the process answers again.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

/** Of the `fetch` that Node brings along, and with it of its WebSocket. */
const CONNECTED = 'undici:client:connected';
/** A question that the one who had the connection before has not asked. */
const QUESTION = 1_000_000_000;
/** A text in one piece, from a client: its length, and a mask that changes nothing. */
const TEXT = 0x81;
const MASKED = 0x80;
const MASK = [0, 0, 0, 0];

/** What `open` connects to that host and port; null where Node does not tell. */
export async function connectionOf<T>(host: string, open: () => Promise<T>): Promise<[T, Socket | null]> {
  let found: Socket | null = null;
  const onConnected = (message: unknown): void => {
    if (!isConnected(message) || message.connectParams.host !== host) return;
    found = message.socket;
  };
  subscribe(CONNECTED, onConnected);
  try {
    return [await open(), found];
  } finally {
    unsubscribe(CONNECTED, onConnected);
  }
}

/** What can be sent to another process while this one goes on reading: a `Socket` would read there, too. */
export function handleOf(socket: Socket): unknown {
  return Reflect.get(socket, '_handle');
}

/** Reads on in place of somebody who is gone, and ends the connection once all that was asked is answered. */
export function letGo(handle: unknown): Promise<void> {
  const socket: Socket = Reflect.construct(Socket, [{ handle, readable: true, writable: true }]);
  return new Promise((resolve) => {
    const answer = `"id":${QUESTION}`;
    let last = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      last = last.slice(-answer.length) + text;
      if (last.includes(answer)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.write(question());
  });
}

function question(): Buffer {
  const text = Buffer.from(JSON.stringify({ id: QUESTION, method: 'Runtime.evaluate', params: { expression: '0' } }));
  return Buffer.concat([Buffer.from([TEXT, MASKED | text.length, ...MASK]), text]);
}

interface Connected {
  connectParams: { host: string };
  socket: Socket;
}

function isConnected(message: unknown): message is Connected {
  if (typeof message !== 'object' || message === null) return false;
  if (!('socket' in message) || !(message.socket instanceof Socket) || !('connectParams' in message)) return false;
  const { connectParams } = message;
  return typeof connectParams === 'object' && connectParams !== null && 'host' in connectParams;
}
