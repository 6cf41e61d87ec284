/**
 * @area The classroom’s door
 * @promised Who has not joined can’t keep out who has, however many connections and requests; a room behind one router can join; a
 *   code can’t be found by guessing; no request fails because the machine has no file left to open.
 * @trusted Who is in the same network, with nothing.
 */
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { connect, type Socket } from 'node:net';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { array, constantFrom, integer, tuple } from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fuzz } from '../../test/safety/fuzz.ts';
import { tried } from '../../test/safety/tried.ts';
import { isShort } from '../../test/short.ts';
import { seatsFor } from '../commands/start.ts';
import { AT_REST } from '../protocol/steering.ts';
import { PROTOCOL } from '../protocol/words.ts';
import { callerOf } from '../server/caller.ts';
import { courseOf } from '../server/course-of.ts';
import { Doorkeeper } from '../server/doorkeeper.ts';
import { Gate } from '../server/flood.ts';
import { csvOf } from '../session/export.ts';
import { embedded } from './databases.ts';
import { json, labReport, type TestClassroom, testClassroom } from './fixture.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

describe('who a caller is', () => {
  test('an address is one caller, however it is written, and a network of IPv6 is one', async ({ task }) => {
    const group = integer({ min: 0, max: 0xffff });
    const eight = array(group, { minLength: 8, maxLength: 8 });
    await fuzz(task, tuple(eight, eight, constantFrom('', '%eth0', '%3')), ([groups, others, zone]) => {
      const network = groups.slice(0, 4);
      const written = new URL(`http://[${groups.map((each) => each.toString(16)).join(':')}]/`).hostname.slice(1, -1);
      const plain = groups.map((each) => each.toString(16).padStart(4, '0').toUpperCase()).join(':');
      const neighbour = [...network, ...others.slice(4)].map((each) => each.toString(16)).join(':');
      const stranger = [(network[0] ?? 0) ^ 1, ...groups.slice(1)].map((each) => each.toString(16)).join(':');
      if (network.every((each) => each === 0)) return;
      expect(callerOf(written + zone)).toBe(callerOf(plain));
      expect(callerOf(neighbour)).toBe(callerOf(plain));
      expect(callerOf(stranger)).not.toBe(callerOf(plain));
    });
  });

  test.for([
    ['2001:db8::1', '2001:db8::2'],
    ['2001:db8::1', '2001:0db8:0000:0000:ffff:0:0:1'],
    ['::ffff:192.168.1.5', '192.168.1.5'],
    ['::FFFF:c0a8:105', '192.168.1.5'],
    ['fe80::1%eth0', 'fe80::2%wlan0'],
  ])('%s is %s', ([one, other]) => {
    expect(callerOf(one)).toBe(callerOf(other));
  });

  test('what is no address is a caller, too, and nothing breaks', () => {
    for (const strange of [undefined, '', ':::::::::', 'x'.repeat(1000), '1.2.3', '::ffff:1.2.3.4.5'])
      expect(typeof callerOf(strange)).toBe('string');
  });
});

test('of all connections, one address can’t have all; what it gives back, it may have again', () => {
  const inside: EventEmitter[] = [];
  const knock = (doorkeeper: Doorkeeper, remoteAddress: string): boolean => {
    const socket = Object.assign(new EventEmitter(), { remoteAddress, destroy: vi.fn() });
    doorkeeper.admit(socket);
    if (socket.destroy.mock.calls.length > 0) return false;
    inside.push(socket);
    return true;
  };
  const doorkeeper = new Doorkeeper(5, 3);
  expect([1, 2, 3, 4].map(() => knock(doorkeeper, '10.0.0.66'))).toEqual([true, true, true, false]);
  expect([1, 2, 3].map((each) => knock(doorkeeper, `10.0.0.${each}`))).toEqual([true, true, false]);
  inside[0]?.emit('close');
  expect(knock(doorkeeper, '10.0.0.3')).toBe(true);
});

test('a flood from the same address does not shut out who has joined, and nobody floods by a token', ({ task }) => {
  const learner = { id: 'ada', session: 's', name: 'Ada' };
  const token = 'a'.repeat(43);
  const gate = new Gate({ known: (shown) => (shown === token ? learner : null) });
  const knock = (times: number, authorization?: string): number =>
    Array.from({ length: times }, () => gate.allows('10.0.0.1', authorization, 0)).filter(Boolean).length;
  expect(knock(10_000), 'a whole room at once').toBe(6000);
  expect(knock(100, `Bearer ${'x'.repeat(43)}`), 'a guess').toBe(0);
  expect(knock(100, `Bearer ${token}`)).toBe(60);
  expect(gate.allows('10.0.0.2', undefined, 0)).toBe(true);
  tried(task, 10_200);
});

test('seats: twice as many as are planned, three hundred where nothing is said', () => {
  expect([seatsFor(undefined), seatsFor('30'), seatsFor('100000')]).toEqual([300, 60, 5000]);
  for (const wrong of ['0', '-3', 'many', '1.5']) expect(() => seatsFor(wrong)).toThrow('`LEARNERS`');
});

test('the facts of the course are those of its checkers, with their titles in each language', async () => {
  const course = await courseOf(ROOT);
  for (const { facts } of course) expect(Object.keys(facts ?? {}).length).toBeGreaterThan(3);
  const lab = course.find(({ name }) => name === '02-leaky-query');
  expect(lab?.title).toEqual({ en: 'The leaky query', 'zh-CN': '会泄露的查询' });
  expect(lab?.facts?.['count-returns-to-baseline']).toEqual({
    en: 'the task count returns to its baseline',
    'zh-CN': '任务数回到基线',
  });
});

test.for(['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠x', ' =1', '\u3000=1', '|calc', '%0A=1', '\t=1'])(
  'in an export %j is a text, and quoted',
  (name) => {
    const event = {
      at: 0,
      kind: 'hand-up' as const,
      lab: null,
      state: null,
      fact: null,
      hints: null,
      minutes: null,
      question: null,
    };
    const learner = { id: 'x', number: 1, name, joinedAt: 0, seenAt: 0, hand: null, cells: {}, events: [event] };
    const [, line = ''] = csvOf({ code: '', startedAt: 0, steering: AT_REST, learners: [learner] }).split('\r\n');
    const fields = line.split(',');
    expect(fields[1]).toBe(`"'${name}"`);
    for (const field of fields) expect(field).toMatch(/^".*"$/s);
  },
);

// A database takes a while to begin with: in short, what a gate, a doorkeeper and an address do is tried above, and seats and a lock in `room.safety.test.ts`.
describe.skipIf(isShort)('a server', () => {
  const kind = embedded();
  let classroom: TestClassroom;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    classroom = await testClassroom(await kind.open());
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
    for (const socket of sockets.splice(0)) socket.destroy();
    await classroom.close();
  });
  afterAll(kind.closeAll);
  const join = (code: string): Promise<Response> =>
    classroom.ask('/api/join', json({ protocol: PROTOCOL, code, name: null }));

  test('thirty people behind one router mistype the code, three times each, and then all of them join', async ({
    task,
  }) => {
    const wrong = await Promise.all(Array.from({ length: 90 }, (_, index) => join(`WRONG${index}`)));
    expect(new Set(wrong.map(({ status }) => status))).toEqual(new Set([403]));
    const right = await Promise.all(Array.from({ length: 30 }, () => join(classroom.code)));
    expect(new Set(right.map(({ status }) => status))).toEqual(new Set([200]));
    tried(task, 120);
  });

  test('with no file left to open, requests are answered as ever', async () => {
    const look = vi.spyOn(os, 'networkInterfaces').mockImplementation(() => {
      throw Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
    });
    syncBuiltinESMExports();
    const { token } = await classroom.join('Ada');
    expect((await classroom.send(token, labReport())).status).toBe(200);
    await classroom.snapshot();
    expect(look).not.toHaveBeenCalled();
  });

  test('connections that say nothing, or one letter at a time, are closed', async ({ task }) => {
    const { hostname, port } = new URL(classroom.url);
    const silent = Array.from({ length: 50 }, (_, index) => {
      const socket = connect(Number(port), hostname);
      sockets.push(socket);
      socket.on('error', () => {});
      if (index % 2 === 0) socket.write('GET / HT');
      return new Promise<void>((resolve) => void socket.resume().on('close', () => resolve()));
    });
    await Promise.all(silent);
    expect((await classroom.ask('/')).status).toBe(200);
    tried(task, silent.length);
  });
});
