/** Load on the learner's service, by autocannon. */
import autocannon from 'autocannon';
import type { RunningService } from './service/start.ts';

export interface Load {
  /** One path for each request, in the order in which they are sent. */
  paths: readonly string[];
  connections: number;
}

export interface LoadResult {
  /** Status and body of each path's reply; those that never came are missing. */
  replies: Map<string, { status: number; body: string }>;
  /** Connections that broke and replies that did not come in time. */
  errors: number;
}

/** Sends each path once. */
export async function runLoad(running: RunningService, { paths, connections }: Load): Promise<LoadResult> {
  const replies: LoadResult['replies'] = new Map();
  let next = 0;
  const result = await autocannon({
    url: running.origin,
    connections,
    amount: paths.length,
    // By default no run is shorter than a second.
    sampleInt: 20,
    // Seconds for one reply. Only a service that does not answer at all takes so long.
    timeout: Math.max(1, running.replyPatience / 1000),
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
  const errors = result.errors + result.timeouts;
  // With each connection that a service closes after its reply, autocannon drops a request that it never sent.
  const dropped = errors > 0 ? [] : paths.filter((path) => !replies.has(path));
  for (const path of dropped) {
    const { failure, ...reply } = await running.get(path);
    if (failure === null) replies.set(path, reply);
  }
  return { replies, errors };
}
