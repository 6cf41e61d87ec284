/**
 * What the service talks to: a mailer, a ledger, a report and a live feed of deliveries. Not to be edited.
 *
 * By hand the answers take a while; under the checker it decides when each answer comes, and what is in it.
 */
import { Channel } from 'taskscope';

export interface Row {
  source: string;
  id: string;
  value: string;
}

/** One step of a delivery. Nothing comes after the last one. */
export interface Update {
  text: string;
  last: boolean;
}

type Ask = (source: string, id: string) => Promise<Row>;

const ask: Ask = Reflect.get(globalThis, Symbol.for('leaklab.backend')) ?? byTheClock;
const MILLISECONDS: { [source: string]: number } = { mail: 300, ledger: 200, report: 50, update: 500, delivered: 5000 };

export const sendMail = (id: string): Promise<Row> => ask('mail', id);
export const writeLedger = (id: string): Promise<Row> => ask('ledger', id);
export const readReport = (id: string): Promise<Row> => ask('report', id);

const subscribers = new Map<string, Set<Channel<Update>>>();

export const feed = {
  /** The updates of one delivery, from now on. Whoever subscribes has to unsubscribe. */
  subscribe(id: string): Channel<Update> {
    const channel = new Channel<Update>(16);
    const channels = subscribers.get(id);
    if (channels !== undefined) channels.add(channel);
    else {
      subscribers.set(id, new Set([channel]));
      follow(id);
      ask('delivered', id).then(({ value }) => publish(id, { text: value, last: true }));
    }
    return channel;
  },

  /** No update reaches the channel any more. */
  unsubscribe(id: string, channel: Channel<Update>): void {
    const channels = subscribers.get(id);
    channels?.delete(channel);
    if (channels?.size === 0) subscribers.delete(id);
  },
};

function follow(id: string): void {
  ask('update', id).then(({ value }) => {
    if (!subscribers.has(id)) return;
    publish(id, { text: value, last: false });
    follow(id);
  });
}

function publish(id: string, update: Update): void {
  for (const channel of subscribers.get(id) ?? []) channel.trySend(update);
}

function byTheClock(source: string, id: string): Promise<Row> {
  const typical = MILLISECONDS[source] ?? 50;
  return new Promise((resolve) => {
    setTimeout(resolve, typical * (0.5 + Math.random()), { source, id, value: `${source} of ${id}` });
  });
}
