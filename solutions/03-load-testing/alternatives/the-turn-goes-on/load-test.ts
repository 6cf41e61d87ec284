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
// #region load
export async function loadTest(url: string, routes: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const route of routes) findings.push(await loadRoute(url, route));
  return findings;
}

async function loadRoute(url: string, route: string): Promise<Finding> {
  const before = await count(url);
  const load = autocannon({ url: url + route, amount: 1000, connections: 100, timeout: 1, sampleInt: 20 });
  const over = load.then(() => 'over' as const);
  const during: number[] = [];
  while ((await Promise.race([over, sleep(SAMPLE_INTERVAL, 'running' as const)])) === 'running') {
    during.push(await count(url));
  }
  // The lowest count in the time that healthy tasks have: what never went away in it is leaked.
  const late: number[] = [];
  for (let waited = 0; waited < TIME_TO_END; waited += SAMPLE_INTERVAL) {
    await sleep(SAMPLE_INTERVAL);
    late.push(await count(url));
  }
  const after = Math.min(...late);
  return { route, before, during, after, leaks: after > before };
}
// #endregion

async function count(url: string): Promise<number> {
  const response = await fetch(`${url}/_count`);
  return Number(await response.text());
}
