/** Does `/report` still read for four clients at a time, for each that waits, and for none that has gone? */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CheckContext,
  CountRoute,
  JSON_TYPE,
  oddIds,
  type RunningService,
  requireType,
  runLoad,
  type Stream,
  say,
  until,
} from '../../../scripts/checker/index.ts';
import { READERS } from '../backend.ts';
import { CONNECTIONS, REQUESTS } from './size.ts';

const FEW_CLIENTS = 12;
/** Of those whose report is being read. */
const LEAVE_WHILE_READ = 1;
/** Milliseconds for what happens at once in a service that is right; times the slowdown. */
const SOON = 3000;
/** Looks that are too few say nothing, on a machine where each of them takes long. */
const FEWEST_LOOKS = 30;

/** The archive answers when the checker says so, from here on. A few clients ask it one after the other, half of whom go away. */
export async function tryReports(context: CheckContext, running: RunningService): Promise<void> {
  await running.service.ask('hold', ['archive']);
  const clients = new Map<string, Stream>();
  const odd = oddIds(context.random, 1).flat();
  for (let index = 0; index < FEW_CLIENTS; index++) {
    openReport(running, clients, odd[index] ?? `few${index}-${context.seed}`);
    await soon(context, async () => (await underWay(running)) > index || answered(clients) !== undefined);
  }
  await new CountRoute(context, running, 'count-route-agrees').agrees(say`while clients wait for their reports`);
  context.facts.holds('count-route-agrees');
  await clientsLeave(context, running, 'four-readers', clients, (queue) => queue);
}

/** A load of clients that stay; then as many at once, half of whom go away. */
export async function loadReports(context: CheckContext, running: RunningService, name: string): Promise<void> {
  const { facts, random, seed } = context;
  const ids = Array.from({ length: REQUESTS }, (_, index) => `${name}-report${index}-${seed}`);
  let over = false;
  const load = runLoad(running, { paths: ids.map((id) => `/report?id=${id}`), connections: CONNECTIONS });
  void load.finally(() => {
    over = true;
  });
  await readUntil(context, running, 'load-answers', () => over);
  const { replies } = await load;
  const served = ids.filter((id) => isReport(replies.get(`/report?id=${id}`), id)).length;
  facts.require('load-answers', served === REQUESTS, () => ({
    expected: `${REQUESTS} reports`,
    actual: served,
    help: say`However many clients wait at \`/report\`, each that stays gets its report in the end.`,
  }));
  const clients = new Map<string, Stream>();
  for (let index = 0; index < CONNECTIONS; index++) openReport(running, clients, `${name}-many${index}-${seed}`);
  await clientsLeave(context, running, 'load-answers', clients, (queue) => random.shuffle(queue));
}

/** All have asked. While the archive reads for the first four, half of all go away: one of these four, and some of the queue. */
async function clientsLeave(
  context: CheckContext,
  running: RunningService,
  fact: string,
  clients: ReadonlyMap<string, Stream>,
  chooseFrom: (queue: string[]) => string[],
): Promise<void> {
  const { facts } = context;
  const readFor = async (): Promise<string[]> => {
    return (await running.service.ask('calls', 'archive')).map(({ id }) => id).filter((id) => clients.has(id));
  };
  const allAsked = async (): Promise<boolean> => {
    return (await underWay(running)) >= clients.size && (await readFor()).length >= READERS;
  };
  await soon(context, async () => answered(clients) !== undefined || allAsked());
  const early = answered(clients);
  facts.require(fact, early === undefined, () => ({
    expected: say`${clients.size} clients that wait, until the archive has read their report`,
    actual: `${early?.status} ${early?.text.slice(0, 100)}`,
    help: say`The archive had not read anything yet, and a client was answered. Each client waits for its turn, and for its report.`,
  }));
  const first = await readFor();
  facts.require(fact, first.length === READERS, () => ({
    expected: say`${READERS} clients whose report is read`,
    actual: first.length,
    help: say`${clients.size} clients asked for reports. The archive reads for ${READERS} of them at a time, as in the starter, and the others wait for their turn.`,
  }));

  const queue = [...clients.keys()].filter((id) => !first.includes(id));
  const reading = first.slice(0, LEAVE_WHILE_READ);
  const gone = [...chooseFrom(queue).slice(0, clients.size / 2 - reading.length), ...reading];
  // Those who wait go first: a place at the archive that comes free is for somebody who stays.
  for (const [index, id] of gone.entries()) {
    if (index === gone.length - reading.length)
      await soon(context, async () => (await underWay(running)) <= clients.size - index);
    clients.get(id)?.leave();
  }
  await soon(context, async () => (await underWay(running)) <= clients.size - gone.length);
  const staying = [...clients].filter(([id]) => !gone.includes(id));
  const deadline = performance.now() + SOON * context.slowdown;
  const allServed = (): boolean => staying.every(([, { ended }]) => ended);
  let looks = 0;
  const over = (): boolean => allServed() || (++looks > FEWEST_LOOKS && performance.now() > deadline);
  await readUntil(context, running, fact, over, reading.length);

  const inVain = (await readFor()).filter((id) => gone.includes(id) && !first.includes(id)).length;
  facts.require(fact, inVain === 0, () => ({
    expected: say`reports for clients that are there`,
    actual: say`${inVain} read for clients that went away while they waited`,
    help: say`Who goes away while it waits gives up its place: its report is not read any more, as in the starter.`,
  }));
  const served = staying.filter(([id, { status, text }]) => isReport({ status, body: text }, id)).length;
  facts.require(fact, served === staying.length, () => ({
    expected: say`${staying.length} reports for the clients that stay`,
    actual: served,
    help: say`Half of the clients went away, and not all of the others got their report. A turn that comes to a client that has gone has to be handed on.`,
  }));
  for (const [, { type }] of staying) requireType(context, fact, type, JSON_TYPE, 'GET /report');
  for (const stream of clients.values()) stream.leave();
  await running.idle();
}

/**
 * The archive answers, again and again, all that it reads; never more than four at a time. `givenUp`: how many it may read
 * besides, once: whose client has gone, and who was told so by a signal, does not wait for it any more.
 */
async function readUntil(
  { facts }: CheckContext,
  { service }: RunningService,
  fact: string,
  over: () => boolean,
  givenUp = 0,
): Promise<void> {
  for (let allowed = READERS + givenUp; !over(); ) {
    const { length: read } = await service.ask('release', { source: 'archive', id: null });
    facts.require(fact, read <= allowed, () => ({
      expected: say`${READERS} reports read at a time, at most`,
      actual: read,
      help: say`Whoever goes on without its turn reads beside those who have theirs. Only who was told that it is its turn may read, and hand the turn on.`,
    }));
    if (read === 0) await sleep(1);
    else allowed = READERS;
  }
}

function openReport({ client }: RunningService, clients: Map<string, Stream>, id: string): void {
  clients.set(id, client.open(`/report?id=${encodeURIComponent(id)}`));
}

/** A client that has its answer. */
function answered(clients: ReadonlyMap<string, Stream>): Stream | undefined {
  return [...clients.values()].find(({ ended }) => ended);
}

export async function underWay({ service }: RunningService): Promise<number> {
  return (await service.ask('seen', null)).underWay;
}

export function isReport(reply: { status: number; body: string } | undefined, id: string): boolean {
  return reply?.status === 200 && reply.body.includes('"archive"') && reply.body.includes(JSON.stringify(id));
}

/** Waits for what happens at once in a service that is right; what is there then is judged by who asked. */
export async function soon(
  { slowdown }: Pick<CheckContext, 'slowdown'>,
  condition: () => Promise<boolean>,
): Promise<void> {
  await until(condition, { patience: SOON * slowdown, fewest: FEWEST_LOOKS, between: () => sleep(1) });
}
