import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Report } from '../protocol/learner.ts';
import type { Database } from '../storage/database.ts';
import { SCHEMA } from '../storage/schema.ts';
import { Store } from '../storage/store.ts';
import { embedded, real } from './databases.ts';
import { handReport, labReport } from './fixture.ts';

/** One schema and one set of queries, on both: what holds here holds there. */
describe.for([embedded(), real()])('stored in $title', ({ open, there, closeAll }) => {
  const opened: Database[] = [];
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });
  afterAll(closeAll);
  const fresh = async (): Promise<{ database: Database; store: Store; session: string }> => {
    const database = await open();
    opened.push(database);
    const store = await Store.open(database);
    return { database, store, session: (await store.currentSession()).session.id };
  };
  const joined = async (store: Store, session: string, name: string | null = null) => {
    const learner = await store.join(session, name);
    if (typeof learner === 'string') throw new Error(`it is ${learner}`);
    return learner;
  };

  test.runIf(there)('a session goes on until it has ended, and then a new one begins', async () => {
    const { store, session } = await fresh();
    const again = await store.currentSession();
    expect(again).toMatchObject({ begun: false, session: { id: session } });
    const { version, steering } = again.session;
    expect(await store.steer(session, version, { ...steering, endedAt: 1 })).toBe(true);
    expect(await store.join(session, 'too late')).toBe('ended');
    expect(await store.currentSession()).toMatchObject({ begun: true });
  });

  test.runIf(there)('of two who steer at the same moment, the second is told to look again', async () => {
    const { store, session } = await fresh();
    const { session: stood } = await store.currentSession();
    expect(await store.steer(session, stood.version, { ...stood.steering, openLab: '01-counting' })).toBe(true);
    expect(await store.steer(session, stood.version, { ...stood.steering, openLab: '02-leaky-query' })).toBe(false);
    expect((await store.session(session))?.steering.openLab).toBe('01-counting');
  });

  test.runIf(there)('a report that comes twice, or in two batches, is stored once', async () => {
    const { store, session } = await fresh();
    const { id: learner } = await joined(store, session);
    const [first, second] = [labReport({ state: 'working', fact: null }), labReport()];
    await store.report([{ learner, report: first }]);
    await store.report([
      { learner, report: first },
      { learner, report: second },
      { learner, report: second },
    ]);
    expect((await store.history(session, learner)).map(({ state }) => state)).toEqual(['working', 'failing']);
  });

  test.runIf(there)(
    'what terminal and page both tell of one save is stored once; a later save, or another verdict, anew',
    async () => {
      const { database, store, session } = await fresh();
      const { id: learner } = await joined(store, session);
      const passed = (): Report => labReport({ state: 'passed', fact: null });
      const say = (...reports: Report[]) => store.report(reports.map((report) => ({ learner, report })));
      const states = async () =>
        (await store.history(session, learner)).map(({ kind, state, hints }) =>
          kind === 'lab' ? [state, hints] : kind,
        );
      await say(labReport(), labReport({ minutes: 2 }));
      await say(labReport());
      expect(await states(), 'in one batch and in two').toEqual([['failing', 0]]);
      await say(labReport({ hints: 1 }), labReport({ lab: '01-counting' }), labReport({ hints: 1 }));
      await say(passed(), handReport(true), passed());
      await say(passed());
      expect(await states()).toEqual([['failing', 0], ['failing', 1], ['failing', 0], ['passed', 0], 'hand-up']);
      expect((await store.learners(session))[0]?.hand, 'raised after the pass').not.toBeNull();
      await say(labReport(), labReport());
      expect((await states()).slice(5), 'of a lab that is passed, too').toEqual([['failing', 0]]);
      await database.query(`update ${SCHEMA}.cell set at = at - interval '1 minute'`);
      await say(labReport());
      expect(await states(), 'saved again a minute later').toHaveLength(7);
    },
  );

  test.runIf(there)('the cell is that of the last report, and passed once is passed', async () => {
    const { store, session } = await fresh();
    const { id: learner } = await joined(store, session);
    const say = (...reports: Parameters<typeof labReport>) =>
      store.report(reports.map((change) => ({ learner, report: labReport(change) })));
    await store.report([
      { learner, report: labReport({ ageMs: 1000, fact: 'starts' }) },
      { learner, report: labReport({ hints: 2, minutes: 7 }) },
    ]);
    const cell = async () => (await store.learners(session))[0]?.cells['02-leaky-query'];
    expect(await cell()).toMatchObject({ state: 'failing', fact: 'count-returns-to-baseline', hints: 2, minutes: 7 });
    const since = (await cell())?.since;
    await say({ hints: 3 });
    expect(await cell(), 'at the same fact since').toMatchObject({ hints: 3, since });
    await say({ state: 'passed', fact: null, minutes: 9 });
    await say({ state: 'failing', minutes: 12 });
    expect(await cell()).toMatchObject({ state: 'passed', fact: null, minutes: 9 });
  });

  test.runIf(there)('a clock that is wrong by hours: never before the joining, never in the future', async () => {
    const { store, session } = await fresh();
    const { id: learner } = await joined(store, session);
    await store.report([{ learner, report: labReport({ ageMs: 5 * 3600_000 }) }]);
    const [view] = await store.learners(session);
    const [event] = await store.history(session, learner);
    expect(event?.at).toBe(view?.joinedAt);
  });

  test.runIf(there)('a hand goes up, is seen to, and goes down', async () => {
    const { store, session } = await fresh();
    const { id: learner } = await joined(store, session);
    const hand = async () => (await store.learners(session))[0]?.hand;
    await store.report([{ learner, report: handReport(true, 'Why 30?') }]);
    expect(await hand()).toMatchObject({ comingAt: null, question: 'Why 30?' });
    await store.coming(session, learner);
    expect(await hand()).toMatchObject({ comingAt: expect.any(Number) });
    await store.report([{ learner, report: handReport(false) }]);
    expect(await hand()).toBeNull();
    const told = (await store.history(session, learner)).map(({ kind, question }) => [kind, question]);
    expect(told).toEqual([
      ['hand-up', 'Why 30?'],
      ['coming', null],
      ['hand-down', null],
    ]);
    await store.report([{ learner, report: handReport(true) }]);
    expect(await hand(), 'the old question is not asked again').toMatchObject({ question: null });
  });

  test.runIf(there)('a pass takes down the hand that was up before it; one that is passed again does not', async () => {
    const { store, session } = await fresh();
    const { id: learner } = await joined(store, session);
    const isUp = async () => (await store.learners(session))[0]?.hand !== null;
    const say = async (...reports: Report[]) => {
      await store.report(reports.map((report) => ({ learner, report })));
      return isUp();
    };
    const passed = (lab: string) => labReport({ lab, state: 'passed', fact: null });
    expect(await say(handReport(true, 'Why?'))).toBe(true);
    await store.coming(session, learner);
    expect(await say(labReport())).toBe(true);
    expect(await say(passed('02-leaky-query'))).toBe(false);
    expect(await say(handReport(true))).toBe(true);
    expect(await say(passed('02-leaky-query')), 'it is about something else').toBe(true);
    expect(await say(passed('01-counting'), handReport(true)), 'raised after the pass').toBe(true);
    expect(await say(handReport(true), passed('03-load-testing')), 'raised before it').toBe(false);
  });

  test.runIf(there)('two of one name get a number, also at the same moment, and by renaming', async () => {
    const { store, session } = await fresh();
    const asked = ['Ada', 'ada', 'Ada', 'x'.repeat(40), 'x'.repeat(40)];
    const learners = await Promise.all(asked.map((name) => joined(store, session, name)));
    const names = async () => (await store.learners(session)).map(({ name }) => name);
    expect(new Set((await names()).map((name) => name.toLowerCase())).size).toBe(5);
    for (const name of await names()) expect(name.length).toBeLessThanOrEqual(40);
    expect(learners.map(({ name }) => name).sort()).toEqual((await names()).sort());
    const bob = await joined(store, session, 'Bob');
    expect(await store.rename(session, bob.id, 'ADA')).toBe('ADA (4)');
    expect(await store.rename(session, bob.id, 'ADA (4)'), 'its own is free').toBe('ADA (4)');
    expect(await store.rename(session, randomUUID(), 'Eve')).toBeNull();
  });

  test.runIf(there)('who left is gone with all reports, and late ones do no harm to others', async () => {
    const { store, session } = await fresh();
    const [gone, stays] = [await joined(store, session), await joined(store, session, 'Ada')];
    await store.report([{ learner: gone.id, report: labReport() }]);
    await store.remove(session, [gone.id]);
    await store.report([
      { learner: gone.id, report: labReport() },
      { learner: stays.id, report: labReport() },
    ]);
    expect((await store.exported(session)).learners.map(({ name, events }) => [name, events.length])).toEqual([
      ['Ada', 1],
    ]);
    expect(await store.learnerOf(gone.token)).toBeNull();
  });

  test.runIf(there)('each change is told, after it is there', async () => {
    const { store, session } = await fresh();
    const told: string[] = [];
    await store.listen(
      (what) => void told.push(what),
      () => {},
    );
    const { id: learner } = await joined(store, session);
    await store.report([{ learner, report: labReport() }]);
    const { session: stood } = await store.currentSession();
    await store.steer(session, stood.version, { ...stood.steering, openLab: '01-counting' });
    await expect.poll(() => told).toEqual([learner, learner, 'session']);
  });

  test.runIf(there)('after thirty days a session is deleted, with all in it', async () => {
    const { database, store, session } = await fresh();
    const { id: learner, token } = await joined(store, session);
    await store.report([{ learner, report: labReport() }]);
    await database.query(`update ${SCHEMA}.session set created_at = now() - interval '29 days'`);
    expect(await (await Store.open(database)).learnerOf(token)).toMatchObject({ id: learner });
    await database.query(`update ${SCHEMA}.session set created_at = now() - interval '30 days 1 minute'`);
    const later = await Store.open(database);
    expect(await later.sessions()).toEqual([]);
    expect(await database.query(`select 1 from ${SCHEMA}.event`)).toEqual([]);
  });

  test.runIf(there)('what is deleted is gone from every table', async () => {
    const { database, store, session } = await fresh();
    const { id: learner } = await joined(store, session);
    await store.report([{ learner, report: labReport() }]);
    await store.deleteAll();
    for (const table of ['session', 'learner', 'event', 'cell'])
      expect(await database.query(`select 1 from ${SCHEMA}.${table}`), table).toEqual([]);
  });

  test.runIf(there)('a statement that fails stores nothing of its batch', async () => {
    const { store, session } = await fresh();
    const { id: learner } = await joined(store, session);
    const broken = { ...labReport(), id: 'no-uuid' };
    await expect(
      store.report([
        { learner, report: labReport() },
        { learner, report: broken },
      ]),
    ).rejects.toThrow();
    expect(await store.history(session, learner)).toEqual([]);
  });
});
