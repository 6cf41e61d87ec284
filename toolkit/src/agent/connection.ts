/** One client: asks once, is answered, and is gone. None can block another, or keep the process alive. */
import type { Socket } from 'node:net';
import { type Answer, answer } from './answers.ts';
import { type Request, readRequest } from './request.ts';

export interface Deadlines {
  /** Milliseconds for a client to say what it wants. */
  ask: number;
  /** Milliseconds for it to take a piece of the answer. */
  take: number;
  /** Milliseconds for all of it. */
  whole: number;
}

export const DEADLINES: Deadlines = { ask: 5000, take: 10_000, whole: 120_000 };

/**
 * Never rejected: what goes wrong with a client ends its connection. `isPrivate`: whether nobody but the owner of this process can
 * be at the other end.
 */
export async function serve(socket: Socket, deadlines: Deadlines, isPrivate = false): Promise<void> {
  socket.unref();
  const gone = new AbortController();
  const whole = deadline(socket, deadlines.whole);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    clearTimeout(whole);
    gone.abort();
  });
  try {
    const request = await ask(socket, deadlines.ask);
    const client = { signal: gone.signal, isPrivate };
    if (request !== 'unknown') await give(socket, await answer(request, client), deadlines.take);
  } catch {
    // Gone, or too slow; or a profile that can't be taken, for which the protocol has no word but an empty answer.
  } finally {
    socket.end();
  }
}

function deadline(socket: Socket, milliseconds: number): NodeJS.Timeout {
  return setTimeout(() => socket.destroy(), milliseconds).unref();
}

function ask(socket: Socket, milliseconds: number): Promise<Request | 'unknown'> {
  return new Promise((resolve, reject) => {
    const timer = deadline(socket, milliseconds);
    let bytes = Buffer.alloc(0);
    const read = (data: Buffer): void => {
      bytes = Buffer.concat([bytes, data]);
      const request = readRequest(bytes);
      if (request === null) return;
      clearTimeout(timer);
      socket.off('data', read);
      // What else it says is read and forgotten: it must not fill the memory, and its end has to be seen.
      socket.resume();
      resolve(request);
    };
    socket.on('data', read);
    socket.once('end', () => reject(new Error('ended before it asked')));
    socket.once('close', () => {
      clearTimeout(timer);
      reject(new Error('closed before it asked'));
    });
  });
}

async function give(socket: Socket, pieces: Answer, milliseconds: number): Promise<void> {
  for await (const piece of pieces) {
    if (!socket.writable) return;
    if (!socket.write(piece)) await taken(socket, milliseconds);
  }
}

function taken(socket: Socket, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = deadline(socket, milliseconds);
    const settle = (): void => {
      clearTimeout(timer);
      socket.off('drain', settle);
      socket.off('close', settle);
      if (socket.writable) resolve();
      else reject(new Error('gone'));
    };
    socket.on('drain', settle);
    socket.on('close', settle);
  });
}
