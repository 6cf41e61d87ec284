/**
 * What the handlers talk to: three tables, a store of reports, an audit trail, sessions. Not to be edited.
 *
 * The checker runs your tests with other handlers and another clock (`clock.ts`); what is here stays the same.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { AUDIT, RENEWAL, TABLES } from './clock.ts';

/** Under the checker it decides when an answer comes. */
type Hook = (name: string, id: string) => Promise<void> | undefined;

function wait(name: string, id: string, ms: number, options?: { ref: boolean }): Promise<void> {
  const hook: Hook | undefined = Reflect.get(globalThis, Symbol.for('leaklab.backend'));
  return hook?.(name, id) ?? sleep(ms, undefined, options).then(() => turns(ms < SLOW ? 0 : 16));
}

/** Milliseconds. */
const SLOW = 100;

/**
 * Slow work takes some turns of the event loop besides: on a machine so busy that the clock jumps, who waits for too short
 * a time still gives up before it is done.
 */
function turns(amount: number): Promise<void> {
  if (amount === 0) return Promise.resolve();
  return new Promise<void>((resolve) => setImmediate(resolve)).then(() => turns(amount - 1));
}

export interface Row {
  source: string;
  id: string;
}

/** Asks one table; some take longer than others. */
export type Table = (id: string) => Promise<Row>;

export const users = table('users');
export const orders = table('orders');
export const tags = table('tags');

function table(source: keyof typeof TABLES): Table {
  return async (id) => {
    await wait(source, id, TABLES[source]);
    return { source, id };
  };
}

/** The chapters of a report, or null where there is no such report. */
export async function findReport(id: string): Promise<string[] | null> {
  await wait('reports', id, TABLES.users);
  return id === 'annual' ? ['income', 'expenses', 'outlook'] : null;
}

/** Writes what was bought to the audit trail, which takes its time. */
export async function writeAudit(item: string): Promise<void> {
  await wait('audit', item, AUDIT);
}

/** Renews a session once. Its timer does not keep the process alive, and the session is renewed all the same. */
export async function renewSession(user: string): Promise<void> {
  await wait('renewal', user, RENEWAL, { ref: false });
}
