import { fileURLToPath } from 'node:url';
import { readBook } from '../../site/book.ts';
import { listen, makeApp } from '../../site/server.ts';
import { type Measure, median, reading } from '../measure.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const HOST = '127.0.0.1';

export const page: Measure = {
  name: 'page',
  title: 'a page of the site, from the second request on',
  unit: 'ms',
  hold: 50,
  anchor: '',
  async measure({ rounds }) {
    const { server, url } = await listen(await makeApp(ROOT, HOST), 0, HOST);
    const first: number[] = [];
    const later: number[] = [];
    try {
      for (const { address } of readBook(ROOT)) {
        first.push(await milliseconds(`${url}${address}`));
        for (let round = 0; round < rounds; round++) later.push(await milliseconds(`${url}${address}`));
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
    return reading(later, `${first.length} pages; the first request of each ${median(first).toFixed(0)} ms`);
  },
};

/** To the last byte. */
async function milliseconds(url: string): Promise<number> {
  const start = performance.now();
  const response = await fetch(url);
  await response.bytes();
  if (!response.ok) throw new Error(`\`${url}\` answered ${response.status}.`);
  return performance.now() - start;
}
