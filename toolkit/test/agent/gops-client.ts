/** A client of the gops protocol, as published: one connection, one byte, all that comes until the agent closes. */
import { connect, type Socket } from 'node:net';

export type Place = { path: string } | { host: string; port: number };

export function open(place: Place): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(place, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** What the agent answers to these bytes. gops does not close its side before the agent has closed. */
export async function ask(place: Place, ...bytes: number[]): Promise<Buffer> {
  const socket = await open(place);
  socket.write(Uint8Array.from(bytes));
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** As Go's `binary.PutVarint` into ten bytes: the sign in the lowest bit, seven bits a byte, zeros behind. */
export function varint(value: number): number[] {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  const bytes: number[] = [];
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  bytes.push(rest);
  return [...bytes, ...Array<number>(10 - bytes.length).fill(0)];
}
