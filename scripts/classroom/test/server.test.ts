import { request } from 'node:http';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Refusal } from '../protocol/learner.ts';
import { BODY_BYTES, NAME_LETTERS, PROTOCOL } from '../protocol/words.ts';
import { watchHealth } from '../storage/health.ts';
import { embedded } from './databases.ts';
import {
  bearer,
  handReport,
  INSTRUCTOR,
  json,
  labReport,
  roomIn,
  type TestClassroom,
  testClassroom,
} from './fixture.ts';

const kind = embedded();
let classroom: TestClassroom;
let free = Number.POSITIVE_INFINITY;
beforeEach(async () => {
  free = Number.POSITIVE_INFINITY;
  classroom = await testClassroom(
    await kind.open(),
    watchHealth(() => free),
  );
});
afterEach(() => classroom.close());
afterAll(kind.closeAll);

/** Status and code of a refusal. */
async function refusal(response: Promise<Response>): Promise<[number, string]> {
  const answer = await response;
  const { error } = Refusal.parse(await answer.json());
  return [answer.status, error];
}

describe('who may what', () => {
  test('the code lets join, and nothing more', async () => {
    expect(await refusal(classroom.ask('/api/join', json({ protocol: PROTOCOL, code: 'WRONG1', name: null })))).toEqual(
      [403, 'code'],
    );
    for (const path of ['snapshot', 'stream', 'projector', 'export.csv', 'export.json', 'qr.svg']) {
      const asked = classroom.ask(`/api/instructor/${path}`, { headers: bearer(classroom.code) });
      expect(await refusal(asked), path).toEqual([401, 'token']);
    }
    expect(await refusal(classroom.send(classroom.code))).toEqual([401, 'token']);
  });

  test('a code is typed as people type it', async () => {
    const code = ` ${classroom.code.slice(0, 3).toLowerCase()}-${classroom.code.slice(3)} `;
    const answer = await classroom.ask('/api/join', json({ protocol: PROTOCOL, code, name: 'Ada' }));
    expect(answer.status).toBe(200);
  });

  test('after three hundred wrong codes nobody at that address guesses on, not even right', async () => {
    const guess = (code: string) => classroom.ask('/api/join', json({ protocol: PROTOCOL, code, name: null }));
    const guesses = Array.from({ length: 340 }, (_, tried) => guess(`WRONG${tried}`));
    const late = await guess(classroom.code);
    const statuses = await Promise.all(guesses.map(async (answer) => (await answer).status));
    expect(statuses.slice(0, 300)).not.toContain(429);
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '5']);
  });

  test('a learner writes its own state, and no word of it reaches another', async () => {
    const [ada, bob] = [await classroom.join('Ada'), await classroom.join('Bob')];
    await classroom.send(ada.token, labReport(), handReport(true));
    const { learners } = await classroom.until(({ summary }) => summary.hands.length === 1);
    expect(learners.map(({ id, hand, cells }) => [id, hand !== null, Object.keys(cells)])).toEqual([
      [ada.learner, true, ['02-leaky-query']],
      [bob.learner, false, []],
    ]);
    expect(await roomIn(await classroom.send(bob.token))).toMatchObject({ name: 'Bob', hand: 'down' });
  });

  test('a learner’s token opens no dashboard, and a dashboard’s no place of a learner', async () => {
    const { token } = await classroom.join();
    const steer = json({ do: 'end' }, token);
    expect(await refusal(classroom.ask('/api/instructor/steer', steer))).toEqual([401, 'token']);
    expect(await refusal(classroom.send(INSTRUCTOR, labReport()))).toEqual([401, 'token']);
  });

  test('the cookie is for the dashboard’s own requests alone, and out of reach of scripts', async () => {
    const answer = await classroom.ask('/api/instructor/login', json({ token: INSTRUCTOR }));
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/; Path=\/api\/instructor; HttpOnly; SameSite=Strict$/);
    const [pair = ''] = cookie.split(';');
    const seen = await classroom.ask('/api/instructor/snapshot', { headers: { Cookie: pair } });
    expect(seen.status).toBe(200);
    expect(await refusal(classroom.ask('/api/instructor/login', json({ token: 'guessed' })))).toEqual([401, 'token']);
  });

  test('a page elsewhere gets nothing: neither by a name of its own nor by its origin', async () => {
    const { port } = new URL(classroom.url);
    const status = (headers: { [name: string]: string }): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const options = {
          port,
          host: '127.0.0.1',
          path: '/api/instructor/snapshot',
          headers: { ...bearer(INSTRUCTOR), ...headers },
        };
        request(options, ({ statusCode }) => resolve(statusCode))
          .on('error', reject)
          .end();
      });
    expect(await status({ Host: `evil.example:${port}` })).toBe(403);
    expect(await status({ Origin: 'http://evil.example' })).toBe(403);
    expect(await status({ Origin: `http://127.0.0.1:${Number(port) + 1}` })).toBe(403);
    expect(await status({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await status({ Origin: classroom.url })).toBe(200);
    expect(await status({ Host: `localhost:${port}` })).toBe(200);
  });
});

describe('what comes from outside is small and tame', () => {
  test('a name that is a script is a text: cut, without what controls a terminal', async () => {
    const raw = `<script>alert(1)</script>\u001b[31m\u202e\u0000${'x'.repeat(200)}`;
    await classroom.join(raw);
    const { learners } = await classroom.until(({ learners: all }) => all.length === 1);
    const name = learners[0]?.name ?? '';
    expect(name).toHaveLength(NAME_LETTERS);
    expect(name).toMatch(/^<script>alert\(1\)<\/script>\[31mx+$/);
    const page = await classroom.ask('/dashboard');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
  });

  test('a name that a spreadsheet would run is a text in the export', async () => {
    const { token } = await classroom.join('=HYPERLINK("x")');
    await classroom.send(token, labReport());
    const csv = await (await classroom.ask('/api/instructor/export.csv', { headers: bearer(INSTRUCTOR) })).text();
    expect(csv).toContain(`"1","'=HYPERLINK(""x"")",`);
  });

  test('junk, a megabyte, unknown fields, code and paths are refused, and nothing of them is stored', async () => {
    const { token } = await classroom.join();
    const post = (body: string): Promise<Response> =>
      classroom.ask('/api/learner/events', { ...json(null, token), body });
    expect((await post('\u0000{{{')).status).toBe(400);
    expect(await refusal(post('x'.repeat(BODY_BYTES + 1)))).toEqual([413, 'large']);
    expect(await refusal(post('x'.repeat(1024 * 1024)))).toEqual([413, 'large']);
    for (const change of [
      { fact: 'const a = 1;' },
      { lab: '../../etc/passwd' },
      { hints: -1 },
      { minutes: 1e9 },
      { code: 'x' },
    ]) {
      const body = json({ events: [{ ...labReport(), ...change }] }, token);
      expect(await refusal(classroom.ask('/api/learner/events', body)), JSON.stringify(change)).toEqual([
        400,
        'invalid',
      ]);
    }
    const snapshot = await classroom.until(({ learners }) => learners.length === 1);
    expect(snapshot.learners.map(({ cells }) => cells)).toEqual([{}]);
    expect(classroom.reported).toEqual([]);
  });

  test('who sends too much at once is told to slow down, and others are heard', async () => {
    const [loud, quiet] = [await classroom.join('loud'), await classroom.join('quiet')];
    const answers = await Promise.all(Array.from({ length: 200 }, () => classroom.send(loud.token)));
    expect(answers.some(({ status }) => status === 429)).toBe(true);
    expect((await classroom.send(quiet.token, labReport())).status).toBe(200);
  });

  test('an old lab command is told so', async () => {
    const asked = classroom.ask('/api/join', json({ protocol: 0, code: classroom.code, name: null }));
    expect(await refusal(asked)).toEqual([426, 'protocol']);
  });
});

describe('steering', () => {
  test('comes to the learners by their stream', async () => {
    const { token } = await classroom.join('Ada');
    const stream = await classroom.ask('/api/learner/stream', { headers: bearer(token) });
    let heard = '';
    const reading = (async () => {
      for await (const piece of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) heard += piece;
    })().catch(() => {});
    await classroom.steer({ do: 'line', text: 'Look here' });
    await classroom.steer({ do: 'timer', minutes: 20, label: 'Lab 2' });
    await classroom.steer({ do: 'release', lab: '02-leaky-query' });
    await expect.poll(() => heard).toMatch(/"released":\["02-leaky-query"\]/);
    expect(heard).toContain('"text":"Look here"');
    expect(heard).toMatch(/"timer":\{"label":"Lab 2","leftMs":1[12]\d{5},"paused":false\}/);
    await classroom.close();
    await reading;
  });

  test('an instructor who comes is seen by the learner who asked', async () => {
    const { token, learner } = await classroom.join();
    expect(await roomIn(await classroom.send(token, handReport(true)))).toBeTruthy();
    await classroom.steer({ do: 'coming', learner });
    await classroom.until(({ learners }) => learners[0]?.hand?.comingAt != null);
    expect(await roomIn(await classroom.send(token))).toMatchObject({ hand: 'coming' });
  });

  test('a learner takes another name, and hears what it has become', async () => {
    await classroom.join('Ada');
    const { token } = await classroom.join();
    const renamed = await roomIn(await classroom.ask('/api/learner/name', json({ name: ' Ada\u0007 ' }, token)));
    expect(renamed.name).toBe('Ada (2)');
    await classroom.until(({ learners }) => learners.some(({ name }) => name === 'Ada (2)'));
    expect(await roomIn(await classroom.send(token))).toMatchObject({ name: 'Ada (2)' });
    expect(await refusal(classroom.ask('/api/learner/name', json({ name: '\u0007' }, token)))).toEqual([
      400,
      'invalid',
    ]);
    expect(await refusal(classroom.ask('/api/learner/name', json({ name: 'x' }, 'guess')))).toEqual([401, 'token']);
  });

  test('an end takes all hands down', async () => {
    const { token } = await classroom.join('Ada');
    await classroom.send(token, handReport(true, 'Why?'));
    await classroom.until(({ summary }) => summary.hands.length === 1);
    await classroom.steer({ do: 'end' });
    const { session } = await classroom.until(({ summary }) => summary.hands.length === 0);
    expect(session.steering.endedAt).not.toBeNull();
  });

  test('five minutes more, and the next part of the order', async () => {
    await classroom.steer({ do: 'plan', plan: '90-minutes' });
    await classroom.steer({ do: 'timer', minutes: 1 });
    await classroom.steer({ do: 'more-time', minutes: 5 });
    await classroom.steer({ do: 'part', part: 1 });
    const { session, now } = await classroom.until(
      ({ session: { plan } }) => plan !== null && plan.startedAt < Date.now() - 500_000,
    );
    const { timer } = session.steering;
    expect((timer?.endsAt ?? 0) - now).toBeGreaterThan(5 * 60_000);
    expect((session.plan?.ends[0] ?? now) - now).toBeLessThanOrEqual(0);
  });

  test('after the end nothing is taken any more, and all can be exported', async () => {
    const { token } = await classroom.join('Ada');
    await classroom.send(token, labReport());
    await classroom.steer({ do: 'end' });
    await classroom.until(({ session }) => session.steering.endedAt !== null);
    expect(await refusal(classroom.send(token, labReport()))).toEqual([410, 'ended']);
    const asked = classroom.ask('/api/join', json({ protocol: PROTOCOL, code: classroom.code, name: null }));
    expect(await refusal(asked)).toEqual([410, 'ended']);
    const csv = await (await classroom.ask('/api/instructor/export.csv', { headers: bearer(INSTRUCTOR) })).text();
    expect(csv.trim().split('\r\n')).toHaveLength(2);
  });

  test('a learner who leaves takes all along', async () => {
    const { token } = await classroom.join('Ada');
    await classroom.send(token, labReport());
    expect((await classroom.ask('/api/learner/leave', json({}, token))).status).toBe(204);
    await classroom.until(({ learners }) => learners.length === 0);
    expect(await refusal(classroom.send(token, labReport()))).toEqual([401, 'token']);
  });
});

test('a disk that is full: it says so, takes nothing, and goes on when there is room', async () => {
  const { token } = await classroom.join('Ada');
  await classroom.send(token, labReport());
  free = 1024;
  await classroom.until(({ session }) => session.trouble?.includes('disk') === true);
  expect(await refusal(classroom.send(token, labReport({ state: 'passed', fact: null })))).toEqual([
    503,
    'unavailable',
  ]);
  free = Number.POSITIVE_INFINITY;
  await classroom.until(({ session }) => session.trouble === null);
  expect((await classroom.send(token, labReport({ hints: 1 }))).status).toBe(200);
  const { learners } = await classroom.until(({ learners: [ada] }) => ada?.cells['02-leaky-query']?.hints === 1);
  expect(learners[0]?.cells['02-leaky-query']?.state).toBe('failing');
});
