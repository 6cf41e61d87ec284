/** A source that never answers, and somebody who does not want to wait for ever. */
import { setTimeout as sleep } from 'node:timers/promises';
import { silent } from './sources.ts';

async function price(signal?: AbortSignal): Promise<string> {
  return `the price is ${await silent(signal)}`;
}

// #region leaky
export async function leaky(): Promise<string> {
  return Promise.race([price(), sleep(10, 'no price in time')]);
}
// #endregion

// #region healthy
export async function healthy(): Promise<string> {
  const signal = AbortSignal.timeout(10);
  try {
    return await price(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    return 'no price in time';
  }
}
// #endregion
