/** `/debug/pprof/suspended`: off unless it is switched on, and then what holds the tasks, as text and as a profile. */
import { gunzipSync } from 'node:zlib';
import inject from 'light-my-request';
import { Profile } from 'pprof-format';
import { Channel, go } from 'taskscope';
import { type DebugServer, debugRouter, debugServer } from 'taskscope/http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';

const orders = new Channel<void>();
beforeAll(() => {
  Reflect.set(globalThis, 'ordersOfTheTest', orders);
  for (let index = 0; index < 3; index++) void go(() => orders.receive(), { name: 'takes orders' });
});
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'ordersOfTheTest');
  orders.close();
});

const ask = (query: string, options = {}, headers = {}) =>
  inject(debugRouter(options), { url: `/debug/pprof/${query}`, headers });

test('is not there unless it is switched on', async () => {
  expect((await ask('suspended?debug=1')).statusCode).toBe(404);
  expect((await ask('')).payload).not.toContain('suspended');
  expect((await ask('', { suspended: true })).payload).toContain('href="suspended?debug=1"');
});

test('a page of another site, or a probe that asks by HEAD, pauses nothing', async () => {
  const foreign = await ask(
    'suspended',
    { suspended: true },
    { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'no-cors' },
  );
  expect(foreign.statusCode).toBe(403);
  const head = await inject(debugRouter({ suspended: true }), { method: 'HEAD', url: '/debug/pprof/suspended' });
  expect(head.statusCode).toBe(405);
  const later = await ask('suspended?seconds=3', { suspended: true });
  expect([later.statusCode, later.payload]).toEqual([400, expect.stringContaining('is of one moment')]);
});

describe.skipIf(isShort)('switched on', () => {
  test('as text and as a profile, in the words of the program', async () => {
    const { statusCode, payload } = await ask('suspended?debug=1', { suspended: true });
    expect([statusCode, payload]).toEqual([200, expect.stringContaining('3 tasks "takes orders" [chan receive')]);
    expect(payload).toMatch(/held by globalThis\.ordersOfTheTest: Channel → \.#receivers: WaitQueue → .* → Promise\n/);

    const binary = await ask('suspended', { suspended: true });
    const { sample, stringTable } = Profile.decode(gunzipSync(binary.rawPayload));
    expect(sample.map(({ value }) => Number(value[0]))).toContain(3);
    expect(stringTable.strings).toContain('held by');
  });

  test('at a server of its own as well; who comes while it is taken is told to come again', async () => {
    const server: DebugServer = await debugServer({ port: 0, suspended: true });
    try {
      const both = await Promise.all([1, 2].map(() => fetch(`${server.address}suspended?debug=1`)));
      expect(both.map(({ status }) => status).sort()).toEqual([200, 503]);
    } finally {
      await server.close();
    }
  });
});
