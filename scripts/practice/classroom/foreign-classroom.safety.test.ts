/**
 * @area What a classroom tells a learner
 * @promised Whatever listens at the address of a classroom, a lab goes on: an answer is of the form that is asked for, small, and tame
 *   on a screen, or it is none.
 * @trusted Who runs the classroom, with a line, a name, a timer and which solutions are held back.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anything, array, constantFrom, json, oneof, record } from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Room } from '../../classroom/protocol/learner.ts';
import { LINE_LETTERS, NAME_LETTERS } from '../../classroom/protocol/words.ts';
import { fuzz } from '../../test/safety/fuzz.ts';
import { tried } from '../../test/safety/tried.ts';
import { WILD, wildText } from '../../test/safety/wild.ts';
import { post, refusalIn, roomsIn, UnreachableError, waitOf } from './ask.ts';
import { quietLine } from './quiet-line.ts';

const value = oneof(anything(), wildText);
const room = record(
  {
    name: value,
    paused: oneof(constantFrom(true, false), anything()),
    ended: constantFrom(true, false),
    openLab: oneof(constantFrom('01-counting', null), wildText),
    timer: oneof(constantFrom(null), record({ label: value, leftMs: value, paused: constantFrom(true, false) })),
    line: oneof(constantFrom(null), record({ number: value, text: value })),
    released: oneof(array(constantFrom('01-counting', '../../x'), { maxLength: 300 }), anything()),
    hand: oneof(constantFrom('up', 'down', 'coming'), wildText),
  },
  { requiredKeys: [] },
);
/** Nearly right: what a mutated classroom would send. */
const tameRoom = record({
  name: wildText,
  paused: constantFrom(true, false),
  ended: constantFrom(false, true),
  openLab: constantFrom('01-counting', null),
  timer: oneof(
    constantFrom(null),
    record({ label: wildText, leftMs: constantFrom(-1e308, 0, 1e308), paused: constantFrom(true) }),
  ),
  line: oneof(constantFrom(null), record({ number: constantFrom(1), text: wildText })),
  released: array(constantFrom('01-counting', '02-leaky-query'), { maxLength: 120 }),
  hand: constantFrom('up', 'down', 'coming'),
});
const message = oneof(
  oneof(room, tameRoom).map((each) => `event: room\ndata: ${JSON.stringify(each)}\n\n`),
  json().map((each) => `data: ${each}\n\n`),
  wildText,
);

test('events of a room: each is one, bounded and tame, or nothing is heard', async ({ task }) => {
  await fuzz(task, array(message, { maxLength: 4 }), (messages) => {
    let rooms: Room[];
    try {
      ({ rooms } = roomsIn(messages.join('')));
    } catch (error) {
      expect(error instanceof z.ZodError || error instanceof SyntaxError, String(error)).toBe(true);
      return;
    }
    for (const each of rooms) {
      expect(each.name.length).toBeLessThanOrEqual(2 * NAME_LETTERS);
      expect(each.line?.text.length ?? 0).toBeLessThanOrEqual(2 * LINE_LETTERS);
      expect(each.released.length).toBeLessThanOrEqual(100);
      const line = quietLine({ room: each, ageMs: 0, trouble: null, hand: each.hand, released: each.released });
      expect(line ?? '').not.toMatch(WILD);
    }
  });
});

test('a message that comes in pieces is heard as if it came whole', async ({ task }) => {
  await fuzz(task, array(tameRoom, { minLength: 1, maxLength: 3 }), (rooms) => {
    const whole = rooms.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('');
    if (rooms.some((each) => !Room.safeParse(JSON.parse(JSON.stringify(each))).success)) return;
    const { rooms: first, rest } = roomsIn(whole.slice(0, whole.length >> 1));
    const { rooms: second } = roomsIn(rest + whole.slice(whole.length >> 1));
    expect([...first, ...second]).toEqual(roomsIn(whole).rooms);
  });
});

test('refusals, and how long to wait', async ({ task }) => {
  await fuzz(task, oneof(json(), wildText), (body) => {
    expect(refusalIn(body)?.message ?? '').not.toMatch(WILD);
    const wait = waitOf(body) ?? 0;
    expect(wait >= 0 && wait <= 600_000).toBe(true);
  });
});

test('an answer without end is none, and soon', async ({ task }) => {
  const endless = createServer((request, response) => {
    response.writeHead(request.url === '/refused' ? 500 : 200);
    const more = (): void => void (response.destroyed || response.write('x'.repeat(16_384), () => setImmediate(more)));
    more();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => endless.once('listening', resolve));
  const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}`;
  for (const path of ['/endless', '/refused']) {
    const start = process.memoryUsage().rss;
    await expect(post({ url, path, token: null }, {}, Room)).rejects.toThrow(UnreachableError);
    expect(process.memoryUsage().rss - start).toBeLessThan(100e6);
  }
  endless.closeAllConnections();
  endless.close();
  tried(task, 2);
});
