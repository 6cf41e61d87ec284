import { expect, test } from 'vitest';
import { lines } from '../protocol.ts';

test('lines come whole, however the pipe cuts them', () => {
  const text = '{"number":1}\n{"number":2,"argument":"\\n"}\n\n{"number":3}\n';
  for (let size = 1; size <= text.length; size++) {
    const received: string[] = [];
    const feed = lines((line) => received.push(line));
    for (let start = 0; start < text.length; start += size) feed(text.slice(start, start + size));
    expect(received).toEqual(['{"number":1}', '{"number":2,"argument":"\\n"}', '', '{"number":3}']);
  }
});

test('the beginning of a line waits for its end', () => {
  const received: string[] = [];
  const feed = lines((line) => received.push(line));
  feed('half a li');
  expect(received).toEqual([]);
  feed('ne\n');
  expect(received).toEqual(['half a line']);
});
