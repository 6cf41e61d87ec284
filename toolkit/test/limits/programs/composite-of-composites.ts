import { once } from 'node:events';
import { program } from './limit.ts';

// #region held
export async function held() {
  const signal = AbortSignal.any([AbortSignal.any([program.signal])]);
  await once(signal, 'abort'); // held: await
}
// #endregion held

export const proven: [] = [];
