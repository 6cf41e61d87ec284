/** Reading what a client asks: as soon as it is known, and never more of it than that takes. */
import { PERCENT_BYTES, Signal } from '../protocol/signals.ts';

export interface Request {
  signal: Signal;
  /** The number behind `setGcPercent`. */
  percent?: bigint;
}

const KNOWN: ReadonlySet<number> = new Set(Object.values(Signal));

/** Null while more bytes are needed; `unknown` for what no agent answers. */
export function readRequest(bytes: Uint8Array): Request | 'unknown' | null {
  const [first] = bytes;
  if (first === undefined) return null;
  if (!isSignal(first)) return 'unknown';
  if (first !== Signal.setGcPercent) return { signal: first };
  const percent = readVarint(bytes.subarray(1, 1 + PERCENT_BYTES));
  return percent === null || percent === 'unknown' ? percent : { signal: first, percent };
}

function isSignal(byte: number): byte is Signal {
  return KNOWN.has(byte);
}

/** Signed, in zig-zag form, seven bits a byte, the lowest first: as `encoding/binary` of Go writes it. */
function readVarint(bytes: Uint8Array): bigint | 'unknown' | null {
  let value = 0n;
  for (const [index, byte] of bytes.entries()) {
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
  }
  return bytes.length === PERCENT_BYTES ? 'unknown' : null;
}
