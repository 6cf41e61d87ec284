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

/**
 * TODO 1: loads one route after the other with 1,000 requests over 100 connections, and finds those that leak.
 *
 * `url` is that of a service with a route `/_count`.
 */
export async function loadTest(url: string, routes: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const route of routes) {
    const before = await count(url);
    // `timeout: 1`: a client waits for one second and then goes away.
    // `sampleInt: 20`: the run ends with its last answer, and not at the next full second.
    await autocannon({ url: url + route, amount: 1, connections: 1, timeout: 1, sampleInt: 20 });
    const after = await count(url);
    findings.push({ route, before, during: [], after, leaks: after > before });
  }
  return findings;
}

async function count(url: string): Promise<number> {
  const response = await fetch(`${url}/_count`);
  return Number(await response.text());
}
