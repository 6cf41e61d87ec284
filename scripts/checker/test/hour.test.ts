/** An hour on the clock of a program's timers, in a moment; other clocks go on as they do. */
import { performance as real } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { passAnHour } from '../probe/hour.ts';
import { watchTimers } from '../probe/timers.ts';

const began = real.now.bind(real);
const [DateBefore, nowBefore] = [globalThis.Date, performance.now];
const { hrtime, uptime } = process;
afterAll(() => {
  globalThis.Date = DateBefore;
  performance.now = nowBefore;
  Object.assign(process, { hrtime, uptime });
});

test('timers of every kind fire when they are due, by the clock that goes with them, and no more often than they may', async () => {
  watchTimers();
  const { default: promises } = await import('node:timers/promises');
  const fired: string[] = [];
  const start = Date.now();
  const note = (what: string) => (): void => void fired.push(`${what} ${Math.round((Date.now() - start) / 60_000)}`);
  setTimeout(note('minute'), 60_000);
  setTimeout(note('day'), 86_400_000).unref();
  clearTimeout(setTimeout(note('never'), 1000));
  void promises.setTimeout(120_000).then(note('sleep'));
  AbortSignal.timeout(180_000).addEventListener('abort', note('signal'));
  // Many at one time: each of them fires.
  for (let client = 0; client < 50; client++) setTimeout(note('client'), 240_000);
  const beats = { times: 0, last: 0 };
  const beat = setInterval(() => {
    beats.times++;
    beats.last = Date.now() - start;
  }, 10_000);
  const stopped = promises.setTimeout(1000, undefined, { signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError', code: 'ABORT_ERR' });

  const clocks = [process.hrtime.bigint(), process.hrtime(), process.uptime()] as const;
  const before = began();
  await passAnHour();
  expect(began() - before, 'real milliseconds').toBeLessThan(5000);
  expect(fired.slice(0, 3)).toEqual(['minute 1', 'sleep 2', 'signal 3']);
  expect(fired.slice(3)).toEqual(Array.from({ length: 50 }, () => 'client 4'));
  expect(beats.times, 'so often, and once more at the end').toBe(241);
  expect(beats.last).toBeGreaterThanOrEqual(3_600_000);
  expect(Date.now() - start).toBeGreaterThanOrEqual(3_600_000);
  expect(process.hrtime.bigint() - clocks[0]).toBeGreaterThanOrEqual(3_600_000_000_000n);
  expect(process.hrtime(clocks[1])[0]).toBeGreaterThanOrEqual(3600);
  expect(process.uptime() - clocks[2]).toBeGreaterThanOrEqual(3600);
  expect(new Date().toISOString() >= new Date(start + 3_600_000).toISOString()).toBe(true);
  clearInterval(beat);
  // What is set from here on goes by the real clock.
  await sleep(1);
});
