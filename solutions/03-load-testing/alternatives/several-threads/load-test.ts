import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';

/** What a load on one route did to the task count of its service. */
export interface Finding {
  route: string;
  /** The count before the load. */
  before: number;
  /** Counts while the load ran, one every 20 ms or so. */
  during: number[];
  /** The count once every healthy task has had the time to end: half a second after the load. */
  after: number;
  leaks: boolean;
}

const SAMPLE_INTERVAL = 20;
/** Milliseconds in which healthy tasks end, and some more for a busy machine. */
const TIME_TO_END = 600;

/**
 * Loads one route after the other with 1,000 requests over 100 connections, and finds those that leak.
 *
 * `url` is that of a service with a route `/_count`.
 */
export async function loadTest(url: string, routes: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const route of routes) {
    const before = await count(url);
    const during = await countDuring(
      url,
      autocannon({ url: url + route, amount: 1000, connections: 100, workers: 2, timeout: 1 }),
    );
    const after = await countAfter(url, before);
    findings.push({ route, before, during, after, leaks: after > before });
  }
  return findings;
}

async function countDuring(url: string, load: PromiseLike<unknown>): Promise<number[]> {
  let running = true;
  load.then(() => {
    running = false;
  });
  const counts: number[] = [];
  while (running) {
    counts.push(await count(url));
    await sleep(SAMPLE_INTERVAL);
  }
  return counts;
}

/** The count when it is back at `before`, or else when healthy tasks have had their time. */
async function countAfter(url: string, before: number): Promise<number> {
  const end = performance.now() + TIME_TO_END;
  let now = await count(url);
  while (now > before && performance.now() < end) {
    await sleep(SAMPLE_INTERVAL);
    now = await count(url);
  }
  return now;
}

async function count(url: string): Promise<number> {
  const response = await fetch(`${url}/_count`);
  return Number(await response.text());
}
