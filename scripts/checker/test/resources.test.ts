import { describe, expect, test } from 'vitest';
import { resourcesGrown } from '../resources.ts';

describe('resources left behind', () => {
  test.for([
    [{ Timeout: 1 }, { Timeout: 3 }, []],
    [{ Timeout: 1 }, { Timeout: 4 }, ['Timeout']],
    [{}, { TCPSocketWrap: 3, Timeout: 9 }, ['Timeout', 'TCPSocketWrap']],
    [{ TCPSocketWrap: 20 }, {}, []],
    [{}, { FSReqCallback: 50, TTYWrap: 4 }, []],
  ] as const)('%j, then %j: %j', ([before, after, expected]) => {
    expect(resourcesGrown(before, after)).toEqual(expected);
  });
});
