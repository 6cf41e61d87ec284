/** A classroom for a test: a server in this process on a free port, and what a learner and an instructor would send it. */
import { randomUUID } from 'node:crypto';
import { type CourseLab, Snapshot } from '../protocol/dashboard.ts';
import { type Joined, Joined as JoinedForm, type Report, type Room, Room as RoomForm } from '../protocol/learner.ts';
import type { Steer } from '../protocol/steering.ts';
import { PROTOCOL, SEATS } from '../protocol/words.ts';
import { listen } from '../server/listen.ts';
import { openClassroom } from '../server/open.ts';
import type { Database } from '../storage/database.ts';
import { type Health, watchHealth } from '../storage/health.ts';

const starts = { en: 'the service starts', 'zh-CN': '服务能启动' };
export const COURSE = [
  { name: '01-counting', number: 1, title: { en: 'Counting', 'zh-CN': '计数' }, facts: { starts } },
  {
    name: '02-leaky-query',
    number: 2,
    title: { en: 'The leaky query', 'zh-CN': '会泄露的查询' },
    facts: {
      starts,
      'count-returns-to-baseline': { en: 'the count is back', 'zh-CN': '任务数回落' },
    },
  },
];
export const INSTRUCTOR = 'an-instructors-token-that-is-long-enough';

export interface TestClassroom {
  url: string;
  code: string;
  /** What the terminal would have shown. */
  reported: unknown[];
  ask(path: string, init?: RequestInit): Promise<Response>;
  join(name?: string | null): Promise<Joined>;
  send(token: string, ...reports: Report[]): Promise<Response>;
  steer(steer: Steer): Promise<Response>;
  snapshot(): Promise<Snapshot>;
  /** Waits until the snapshot is so. */
  until(holds: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  close(): Promise<void>;
}

export async function testClassroom(
  database: Database,
  health: Health = watchHealth(null),
  seats = SEATS,
  course: readonly CourseLab[] = COURSE,
): Promise<TestClassroom> {
  const network = await listen(null, 0);
  const reported: unknown[] = [];
  const { code, close } = await openClassroom({
    network,
    database,
    health,
    course,
    instructorToken: INSTRUCTOR,
    report: (error) => void reported.push(error),
    onDeleted: () => {},
    anew: false,
    seats,
  });
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${network.url}${path}`, init);
  const snapshot = async (): Promise<Snapshot> =>
    Snapshot.parse(await (await ask('/api/instructor/snapshot', { headers: bearer(INSTRUCTOR) })).json());
  return {
    url: network.url,
    code,
    reported,
    ask,
    async join(name = null) {
      const response = await ask('/api/join', json({ protocol: PROTOCOL, code, name }));
      return JoinedForm.parse(await response.json());
    },
    send: (token, ...reports) => ask('/api/learner/events', json({ events: reports }, token)),
    steer: (steer) => ask('/api/instructor/steer', json(steer, INSTRUCTOR)),
    snapshot,
    async until(holds) {
      for (;;) {
        const seen = await snapshot();
        if (holds(seen)) return seen;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close,
  };
}

export function json(body: unknown, token?: string): RequestInit {
  return {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...(token === undefined ? {} : bearer(token)) },
  };
}

export function bearer(token: string): { Authorization: string } {
  return { Authorization: `Bearer ${token}` };
}

export function labReport(change: Partial<Extract<Report, { kind: 'lab' }>> = {}): Report {
  return {
    kind: 'lab',
    id: randomUUID(),
    ageMs: 0,
    lab: '02-leaky-query',
    state: 'failing',
    fact: 'count-returns-to-baseline',
    hints: 0,
    minutes: 1,
    ...change,
  };
}

export function handReport(raised: boolean, question: string | null = null): Report {
  return { kind: 'hand', id: randomUUID(), ageMs: 0, raised, question };
}

export async function roomIn(response: Response): Promise<Room> {
  return RoomForm.parse(await response.json());
}
