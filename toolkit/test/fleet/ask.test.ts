/** One answer over HTTP: how long it may be, to the byte, and that nothing is read beyond that. */
import { afterAll, expect, test } from 'vitest';
import { ask } from '../../src/fleet/ask.ts';
import { Instances } from './instances.ts';

const instances = new Instances();
afterAll(() => instances.close());

const LIMIT = 2 ** 20;

function answerOf(url: string): Promise<Buffer> {
  return ask(url, { authorization: undefined, deadline: 30_000, limit: LIMIT, signal: new AbortController().signal });
}

test('as long as it may be is read, one byte more is not', async () => {
  const longest = await instances.serve((_request, response) => response.end(Buffer.alloc(LIMIT)));
  expect(await answerOf(longest)).toHaveLength(LIMIT);
  const longer = await instances.serve((_request, response) => response.end(Buffer.alloc(LIMIT + 1)));
  await expect(answerOf(longer)).rejects.toThrow('its answer is over 1 MiB: cut, and not read');
});

test('whoever sends without end is left, and notices', async () => {
  const left = Promise.withResolvers<void>();
  const url = await instances.serve((_request, response) => {
    response.on('close', left.resolve);
    const chunk = Buffer.alloc(2 ** 16);
    const go = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', go);
    go();
  });
  await expect(answerOf(url)).rejects.toThrow('is over 1 MiB');
  await left.promise;
});
