/** Load on the learner's service, by autocannon. */
import autocannon from 'autocannon';

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

/** Seconds for one reply. Only a service that does not answer at all takes so long. */
const REPLY_PATIENCE = 5;

/** Sends each path once. */
export async function runLoad(port: number, { paths, connections }: Load): Promise<LoadResult> {
  const replies: LoadResult['replies'] = new Map();
  let next = 0;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    amount: paths.length,
    // By default no run is shorter than a second.
    sampleInt: 20,
    timeout: REPLY_PATIENCE,
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
  return { replies, errors: result.errors + result.timeouts };
}
