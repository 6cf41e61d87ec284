/** As an engineer would who does not want one load to disturb the next: a rest before each, as long as it happens to be. */
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';

export interface Finding {
  route: string;
  before: number;
  during: number[];
  after: number;
  leaks: boolean;
}

const SAMPLE_INTERVAL = 20;
const TIME_TO_END = 600;
/** Milliseconds, at most. */
const REST = 100;

export async function loadTest(url: string, routes: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const route of routes) {
    await sleep(Math.random() * REST);
    const before = await count(url);
    const during: number[] = [];
    const load = autocannon({ url: url + route, amount: 1000, connections: 100, timeout: 1, sampleInt: 20 });
    const sampling = setInterval(() => count(url).then((now) => during.push(now)), SAMPLE_INTERVAL);
    await load;
    clearInterval(sampling);
    await sleep(Math.random() * REST);
    const after = await lowest(url, before);
    findings.push({ route, before, during, after, leaks: after > before });
  }
  return findings;
}

/** The lowest count until all that is healthy has ended. */
async function lowest(url: string, before: number): Promise<number> {
  const end = performance.now() + TIME_TO_END;
  let low = await count(url);
  while (low > before && performance.now() < end) {
    await sleep(SAMPLE_INTERVAL);
    low = Math.min(low, await count(url));
  }
  return low;
}

async function count(url: string): Promise<number> {
  const response = await fetch(`${url}/_count`);
  return Number(await response.text());
}
