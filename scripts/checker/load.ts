/** Load on the learner's service, by autocannon. */
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import type { RunningService } from './service/start.ts';

export interface Load {
  /** One path for each request, in the order in which they are sent. */
  paths: readonly string[];
  connections: number;
}

/** What a load asks of a service. */
type LoadedService = Pick<RunningService, 'origin' | 'replyPatience' | 'turns' | 'get'>;

export interface LoadResult {
  /** Status and body of each path's reply; those that never came are missing. */
  replies: Map<string, { status: number; body: string }>;
  /** Connections that broke, and paths without a reply where the load was given up. */
  errors: number;
}

/** Seconds for one reply. It ends nothing: see `standsStill`. */
const NEVER = 3600;
/** Milliseconds from one look to the next. */
const LOOK = 100;

/**
 * Sends each path once. What takes long is no error, as long as one reply comes after the other: a load is given up where
 * none has come for as long as one reply may take, and the service had its turns meanwhile.
 */
export async function runLoad(running: LoadedService, { paths, connections }: Load): Promise<LoadResult> {
  const replies: LoadResult['replies'] = new Map();
  const over = new AbortController();
  let next = 0;
  const load = autocannon({
    url: running.origin,
    connections,
    amount: paths.length,
    // By default no run is shorter than a second.
    sampleInt: 20,
    timeout: NEVER,
    bailout: 1,
    requests: [
      {
        setupRequest: (request, context) => {
          const path = paths[next++ % paths.length] ?? '/';
          Object.assign(context, { path });
          return { ...request, path };
        },
        onResponse: (status, body, context) => {
          replies.set(String(Reflect.get(context, 'path')), { status, body });
        },
      },
    ],
  });
  const gaveUp = standsStill(running, () => replies.size, over.signal);
  const result = await Promise.race([load, gaveUp]);
  over.abort();
  if (result === null) {
    stop(load);
    return { replies, errors: paths.length - replies.size };
  }
  const { errors } = result;
  // With each connection that a service closes after its reply, autocannon drops a request that it never sent.
  const dropped = errors > 0 ? [] : paths.filter((path) => !replies.has(path));
  for (const path of dropped) {
    const { failure, ...reply } = await running.get(path);
    if (failure === null) replies.set(path, reply);
  }
  return { replies, errors };
}

/** Resolves where no more has come for long; never, where `over` is aborted first. */
async function standsStill(running: LoadedService, come: () => number, over: AbortSignal): Promise<null> {
  for (let seen = -1, since = 0; !over.aborted; ) {
    await sleep(LOOK);
    if (come() > seen) [seen, since] = [come(), performance.now()];
    if (performance.now() - since < running.replyPatience) continue;
    await running.turns();
    if (come() === seen) return null;
  }
  return new Promise(() => {});
}

/** Its types don't know what it gives: a promise that is an instance, too. */
function stop(load: object): void {
  if ('stop' in load && typeof load.stop === 'function') load.stop();
}
