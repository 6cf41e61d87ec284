import { expect, test } from 'vitest';
import { readRequest } from '../../src/agent/request.ts';
import { Signal } from '../../src/protocol/signals.ts';
import { varint } from './gops-client.ts';

const percent = (value: number): unknown => readRequest(Uint8Array.from([0x10, ...varint(value)]));

test('one byte is a request, whatever follows it', () => {
  expect(readRequest(Uint8Array.of())).toBeNull();
  expect(readRequest(Uint8Array.of(0x01))).toEqual({ signal: Signal.stackTrace });
  expect(readRequest(Uint8Array.of(0x07, 0x01, 0x02))).toEqual({ signal: Signal.statistics });
  for (const byte of [0x00, 0x0a, 0x11, 0x1f, 0x7f, 0x47, 0xff]) {
    expect(readRequest(Uint8Array.of(byte))).toBe('unknown');
  }
});

test('the number of `setgc` is read as Go writes it, and waited for', () => {
  expect([50, -1, 0, 1000, 2 ** 31].map(percent)).toEqual(
    [50n, -1n, 0n, 1000n, 2n ** 31n].map((value) => ({ signal: Signal.setGcPercent, percent: value })),
  );
  // The bytes that the real gops sends for 50.
  expect(varint(50).slice(0, 2)).toEqual([0x64, 0x00]);
  expect(readRequest(Uint8Array.of(0x10))).toBeNull();
  expect(readRequest(Uint8Array.of(0x10, 0x80, 0x80))).toBeNull();
  expect(readRequest(Uint8Array.from([0x10, ...Array<number>(10).fill(0x80)]))).toBe('unknown');
});
