/** Of the headers of an answer its media type is compared, and nothing else. */
import { say } from '../language/say.mjs';
import type { Facts } from './facts.ts';

export const JSON_TYPE = 'application/json';
export const EVENTS_TYPE = 'text/event-stream';

/** Of a `content-type` without what may stand behind it, as its `charset`; empty where there is none. */
export function mediaTypeOf(header: string | undefined): string {
  return header?.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** JSON is read as what it is where no type is told; a browser takes events only by their type. */
export function isOfType(type: string, expected: string): boolean {
  return type === expected || (type === '' && expected !== EVENTS_TYPE);
}

/** Requires for `fact` that an answer has the type that the lab's task names. */
export function requireType(
  { facts }: { facts: Facts },
  fact: string,
  type: string,
  expected: string,
  request: string,
): void {
  facts.require(fact, isOfType(type, expected), () => ({
    expected,
    actual: type || say`no type`,
    help: say`What \`${request}\` answers is right, and its \`content-type\` tells clients to read it as something else.`,
  }));
}
