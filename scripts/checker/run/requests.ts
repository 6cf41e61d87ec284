/** The run of a service of which one route is asked: many requests, some at a time, by autocannon. */

import { say } from '../../language/say.mjs';
import { runLoad } from '../load.ts';
import type { RunDefinition } from './definition.ts';

export interface Requests {
  /** Which path the request of this number asks for. */
  path(index: number): string;
  /** Named in the title. */
  route: string;
  amount: number;
  connections: number;
  /** Default: `server.ts`. */
  entry?: string;
  /** See `RunDefinition`. */
  lookUp?: string;
}

export function requests({ path, route, amount, connections, entry, lookUp }: Requests): RunDefinition {
  return {
    title: say`${amount.toLocaleString('en')} requests to ${route}, ${connections} at a time`,
    ...(lookUp === undefined ? {} : { lookUp }),
    async play(stage) {
      const running = await stage.startService(entry);
      await stage.watch(running.service);
      const paths = Array.from({ length: amount }, (_, index) => path(index));
      const { replies } = await runLoad(running, { paths, connections });
      const good = [...replies.values()].filter(({ status }) => status === 200).length;
      if (good < amount) stage.note(say`${amount - good} of ${amount} requests were not answered with 200.`);
    },
  };
}
