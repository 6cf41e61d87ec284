import { setTimeout as sleep } from 'node:timers/promises';

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

const REQUESTS = 1000;
const CLIENTS = 100;
/** Milliseconds that a client waits for its answer. */
const PATIENCE = 1000;
const SAMPLE_INTERVAL = 20;
const TIME_TO_END = 600;

/**
 * Loads one route after the other with 1,000 requests of 100 clients, and finds those that leak.
 *
 * `url` is that of a service with a route `/_count`.
 */
export async function loadTest(url: string, routes: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const route of routes) {
    const before = await count(url);
    const over = new AbortController();
    const sampled = sample(url, over.signal);
    await load(url + route);
    over.abort();
    const during = await sampled;
    await sleep(TIME_TO_END);
    const after = await count(url);
    findings.push({ route, before, during, after, leaks: after > before });
  }
  return findings;
}

async function load(url: string): Promise<void> {
  let left = REQUESTS;
  const client = async (): Promise<void> => {
    while (left-- > 0) {
      // A client that has waited long enough goes away, and comes again with its next request.
      await fetch(url, { signal: AbortSignal.timeout(PATIENCE) }).then(
        (response) => response.arrayBuffer(),
        () => {},
      );
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function sample(url: string, over: AbortSignal): Promise<number[]> {
  const counts: number[] = [];
  while (!over.aborted) {
    counts.push(await count(url));
    await sleep(SAMPLE_INTERVAL);
  }
  return counts;
}

async function count(url: string): Promise<number> {
  const response = await fetch(`${url}/_count`);
  return Number(await response.text());
}
