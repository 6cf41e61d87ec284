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

/** A delivery that somebody watches. */
interface Delivery {
  id: string;
  channels: Set<Channel<Update>>;
}

const deliveries = new Map<string, Delivery>();

export const feed = {
  /** The updates of one delivery, from now on. Whoever subscribes has to unsubscribe. */
  subscribe(id: string): Channel<Update> {
    const channel = new Channel<Update>(16);
    const delivery = deliveries.get(id) ?? begin(id);
    delivery.channels.add(channel);
    return channel;
  },

  /** No update reaches the channel any more. */
  unsubscribe(id: string, channel: Channel<Update>): void {
    const delivery = deliveries.get(id);
    delivery?.channels.delete(channel);
    if (delivery?.channels.size === 0) deliveries.delete(id);
  },
};

function begin(id: string): Delivery {
  const delivery = { id, channels: new Set<Channel<Update>>() };
  deliveries.set(id, delivery);
  follow(delivery);
  ask('delivered', id).then(({ value }) => publish(delivery, { text: value, last: true }));
  return delivery;
}

/** Goes on for as long as somebody watches; who comes later begins anew. */
function follow(delivery: Delivery): void {
  ask('update', delivery.id).then(({ value }) => {
    if (deliveries.get(delivery.id) !== delivery) return;
    publish(delivery, { text: value, last: false });
    follow(delivery);
  });
}

function publish({ channels }: Delivery, update: Update): void {
  for (const channel of channels) channel.trySend(update);
}

function byTheClock(source: string, id: string): Promise<Row> {
  const typical = MILLISECONDS[source] ?? 50;
  return new Promise((resolve) => {
    setTimeout(resolve, typical * (0.5 + Math.random()), { source, id, value: `${source} of ${id}` });
  });
}
