/** What a classroom has to bear, in a short form; the full one is `npm run bench classroom`. */
import { afterAll, describe, expect, test } from 'vitest';
import { hostile, killed, leaving, type Outcome, scene } from '../load/scenarios.ts';
import { ServerProcess } from '../load/server-process.ts';
import { real } from './databases.ts';

const SHORT = { learners: 20, ms: 4000, interval: 500 };
/** Each of them has sent all that it had, and all of it stands there once, in order. */
const all = (confirmed: number): Partial<Outcome> => ({ confirmed, wrong: [] });

test('a server that is killed loses nothing that it confirmed, and learners come back by themselves', async () => {
  const outcome = await scene([new ServerProcess()], { ...SHORT, ms: 8000 }, killed(3));
  expect(outcome).toMatchObject({ wrong: [], learners: 20 });
  expect(outcome.confirmed).toBeGreaterThan(100);
  expect(outcome.again, 'it was down meanwhile').toBeGreaterThan(0);
});

test('half the room leaves the network and returns', async () => {
  const outcome = await scene([new ServerProcess()], SHORT, leaving);
  expect(outcome).toMatchObject(all(20 * 7));
});

test('junk, megabytes, guesses and ten thousand requests a second: the others go on', async () => {
  const outcome = await scene([new ServerProcess()], SHORT, hostile);
  expect(outcome).toMatchObject(all(20 * 7));
});

describe('two servers', () => {
  const kind = real();
  afterAll(kind.closeAll);

  test.runIf(kind.there)('share a session in one PostgreSQL: each shows what the other is told', async () => {
    const databaseUrl = await kind.url();
    const outcome = await scene([new ServerProcess({ databaseUrl }), new ServerProcess({ databaseUrl })], SHORT);
    expect(outcome).toMatchObject(all(20 * 7));
    expect(outcome.lagMost, 'half of it came by the other server').toBeGreaterThan(0);
  });
});
