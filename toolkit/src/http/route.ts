import type { IncomingMessage } from 'node:http';
import type { Parameters } from './parameters.ts';
import type { Reply } from './reply.ts';

/** What a route is asked. */
export interface Asked extends Parameters {
  request: IncomingMessage;
  /** What follows the `?`, as it came. */
  query: string;
  /** Aborted when the client has gone away. */
  signal: AbortSignal;
  /** Milliseconds after which the server ends a silent connection; 0 or undefined: never. */
  timeout: number | undefined;
}

export interface Route {
  /** How many of its things there are now, for the index; null where that means nothing. */
  count: ((all: { tasks: number; leaked: number }) => number) | null;
  description: string;
  /** Links of the index: what comes after the name, and what that is. */
  links: readonly { query: string; title: string }[];
  post?: boolean;
  /** Whether it forces collections, which stop the program: then it has to be asked for on purpose. */
  collects?: boolean;
  answer(asked: Asked): Reply | Promise<Reply>;
}
