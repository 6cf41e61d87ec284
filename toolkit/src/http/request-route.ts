import type { IncomingMessage } from 'node:http';

/** Express tells of the route, where one has matched. */
export type RoutedRequest = IncomingMessage & { baseUrl?: string; originalUrl?: string; route?: { path?: unknown } };

const LENGTH_LIMIT = 120;
/** Numbers, UUIDs and other keys in hexadecimal, and what is too long for a word: they name a thing, not a route. */
const THING = /^(\d+|(?=.*\d)[0-9a-f-]{8,}|.{32,})$/i;

/**
 * The route of a request: what Express has matched, else its path with `:id` in place of what names a single thing, so
 * that a profile has a group for a route and not for a customer.
 */
export function routeOf({ url = '', originalUrl = url, baseUrl = '', route }: RoutedRequest): string {
  if (typeof route?.path === 'string') return `${baseUrl}${route.path}`;
  const [path = ''] = originalUrl.split('?', 1);
  return path
    .split('/')
    .map((segment) => (THING.test(segment) ? ':id' : segment))
    .join('/')
    .slice(0, LENGTH_LIMIT);
}
