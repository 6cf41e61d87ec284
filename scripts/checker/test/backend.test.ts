/** The schedules, by which "did not wait" and "asked all" are judged: the order of events decides, never the clock. */
import { describe, expect, test } from 'vitest';
import { Backend } from '../probe/backend.ts';
import type { Plan } from '../protocol.ts';
import { Random } from '../random.ts';

const SOURCES = ['a', 'b', 'c'];

function backendFor(plan: Partial<Plan>): Backend {
  const backend = new Backend(new Random(1), () => {});
  backend.plan([['id', { calls: 3, first: 2, order: ['c', 'a', 'b'], rest: 'after-response', ...plan }]]);
  backend.begin('id');
  return backend;
}

/** Asks sources, and tells which have answered by now. */
function asking(backend: Backend, sources = SOURCES): string[] {
  const answered: string[] = [];
  for (const source of sources) backend.ask(source, 'id').then((row) => answered.push(row.source));
  return answered;
}

async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}

describe('a plan', () => {
  test('gives the first two in its order, and the third only once the response has been sent', async () => {
    const backend = backendFor({});
    const answered = asking(backend);
    await turns();
    expect(answered).toEqual(['c', 'a']);
    backend.finish('id');
    await turns();
    expect(answered).toEqual(['c', 'a', 'b']);
    expect(backend.seen('id')).toMatchObject({ asked: SOURCES, givenAtFinish: ['c', 'a'], waited: false });
  });

  test('can keep the third back until everything settles', async () => {
    const backend = backendFor({ rest: 'at-settle' });
    const answered = asking(backend);
    await turns();
    backend.finish('id');
    await turns();
    expect(answered).toEqual(['c', 'a']);
    backend.settle([]);
    await turns();
    expect(answered).toEqual(['c', 'a', 'b']);
  });

  test('can give all in one turn', async () => {
    const backend = backendFor({ first: 3 });
    const answered = asking(backend);
    await turns(2);
    expect(answered).toEqual(['c', 'a', 'b']);
  });

  test('waits until all have been asked, in whatever turn', async () => {
    const backend = backendFor({});
    const answered = asking(backend, ['a', 'b']);
    await turns();
    expect(answered).toEqual([]);
    answered.push(...asking(backend, ['c']));
    await turns();
    expect(answered).toEqual(['a']);
    expect(backend.seen('id')?.asked).toEqual(SOURCES);
  });

  test('does not count a source as asked that is asked after the first answer', async () => {
    const backend = backendFor({});
    const answered = asking(backend, ['a', 'b']);
    // Nobody asks the third: a patience ends the wait for it.
    while (answered.length < 2) await turns();
    asking(backend, ['c']);
    expect(backend.seen('id')?.asked).toEqual(['a', 'b']);
    expect(backend.totals().askedTooFew).toBe(1);
  });

  test('notes a response that waited for an answer too many', async () => {
    const backend = backendFor({});
    const answered = asking(backend);
    while (answered.length < 3) await turns();
    expect(backend.seen('id')).toMatchObject({ waited: true, givenAtFinish: null });
    expect(backend.totals()).toEqual({ askedTooFew: 0, waited: 1 });
  });

  test('finds its request by context where the id is not handed on; the row tells which id was', async () => {
    const backend = backendFor({});
    const answered: string[] = [];
    for (const source of SOURCES) backend.ask(source, '').then((row) => answered.push(`${row.source} ${row.id}`));
    await turns();
    expect(answered).toEqual(['c ', 'a ']);
    expect(backend.seen('id')?.calls).toEqual(SOURCES.map((source) => ({ source, id: '' })));
  });
});

describe('a source that is held', () => {
  test('answers when it is released: one request, or all', async () => {
    const backend = new Backend(new Random(1), () => {});
    backend.hold(['mail']);
    const answered: string[] = [];
    for (const id of ['1', '2', '3']) backend.ask('mail', id).then((row) => answered.push(row.id));
    await turns();
    expect(answered).toEqual([]);
    expect(backend.release('mail', '2')).toHaveLength(1);
    await turns();
    expect(answered).toEqual(['2']);
    expect(backend.release('mail', null)).toHaveLength(2);
    expect(backend.release('mail', null)).toHaveLength(0);
    expect(backend.calls('mail').map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  test('fails where it is told to', async () => {
    const backend = new Backend(new Random(1), () => {});
    backend.hold(['mail']);
    const answer = backend.ask('mail', '1');
    expect(backend.release('mail', '1', { error: 'no mail' })).toHaveLength(1);
    await expect(answer).rejects.toThrow('no mail');
  });

  test('gives its row to the request that asked, also where several have the same id', async () => {
    const backend = new Backend(new Random(1), () => {});
    backend.hold(SOURCES);
    for (let request = 0; request < 2; request++) {
      backend.begin('id');
      asking(backend);
    }
    expect(backend.seen('id')).toMatchObject({ calls: SOURCES.map((source) => ({ source, id: 'id' })), rows: [] });
    expect(backend.release('a', 'id')).toHaveLength(2);
    expect(backend.seen('id')?.rows).toMatchObject([{ source: 'a', id: 'id' }]);
  });

  test('answers at settle, unless it is to be kept; afterwards it is held again', async () => {
    const backend = new Backend(new Random(1), () => {});
    backend.hold(['mail', 'delivered']);
    const answered: string[] = [];
    const ask = (source: string): void => void backend.ask(source, '1').then((row) => answered.push(row.source));
    for (const source of ['mail', 'delivered']) ask(source);
    backend.settle(['delivered']);
    ask('mail');
    await turns();
    expect(answered).toEqual(['mail', 'mail']);
    backend.unsettle();
    ask('mail');
    await turns();
    expect(answered).toEqual(['mail', 'mail']);
  });
});
