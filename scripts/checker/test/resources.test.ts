import { describe, expect, test } from 'vitest';
import { leastOf, resourcesGrown } from '../resources.ts';

describe('resources left behind', () => {
  test.for([
    [{ Timeout: 1 }, { Timeout: 10 }, []],
    [{ Timeout: 1 }, { Timeout: 11 }, ['Timeout']],
    [{}, { TCPSocketWrap: 10, Timeout: 9, FSEventWrap: 40 }, ['TCPSocketWrap', 'FSEventWrap']],
    [{ TCPSocketWrap: 20 }, {}, []],
  ] as const)('%j, then %j: %j', ([before, after, expected]) => {
    expect(resourcesGrown(before, after, 10)).toEqual(expected);
  });

  test('are one for every four requests, and one at least', () => {
    expect([1, 4, 5, 200].map(leastOf)).toEqual([1, 1, 2, 50]);
  });
});
