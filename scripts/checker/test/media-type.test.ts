import { expect, test } from 'vitest';
import { EVENTS_TYPE, isOfType, JSON_TYPE, mediaTypeOf } from '../media-type.ts';

test.for([
  ['application/json', JSON_TYPE, true],
  ['Application/JSON; charset=utf-8', JSON_TYPE, true],
  // `response.end(JSON.stringify(…))`.
  [undefined, JSON_TYPE, true],
  // `response.send(JSON.stringify(…))`.
  ['text/html; charset=utf-8', JSON_TYPE, false],
  ['text/plain', JSON_TYPE, false],
  ['text/event-stream;charset=utf-8', EVENTS_TYPE, true],
  [undefined, EVENTS_TYPE, false],
  ['text/plain', EVENTS_TYPE, false],
] as const)('`%s` serves as %s: %s', ([header, expected, serves]) => {
  expect(isOfType(mediaTypeOf(header), expected)).toBe(serves);
});
