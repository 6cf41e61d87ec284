/** Pictures of an instructor's screens for the documents: a room that is made up, twenty minutes into lab 2. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { Joined, type Report } from '../../classroom/protocol/learner.ts';
import type { Steer } from '../../classroom/protocol/steering.ts';
import { PROTOCOL } from '../../classroom/protocol/words.ts';
import { launchChromium } from './chromium.ts';
import { CourseCopy } from './course-copy.ts';
import { capture, type Screenshot } from './screenshots.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const LAB = '02-leaky-query';
/** A classroom has its packages installed first, where they are not there. */
const PATIENCE = 120_000;

type Cell = Pick<Extract<Report, { kind: 'lab' }>, 'state' | 'fact' | 'hints' | 'minutes'>;
const passed: Cell = { state: 'passed', fact: null, hints: 0, minutes: 9 };
const failing = (fact: string, hints: number, minutes: number): Cell => ({ state: 'failing', fact, hints, minutes });

/** Of each: lab 1, lab 2, and what is asked with the hand that is up. */
const ROOM: readonly { name: string; first: Cell; second: Cell | null; asks?: string | null }[] = [
  { name: 'Ada', first: passed, second: { ...passed, hints: 1, minutes: 14 } },
  { name: 'Bo', first: passed, second: failing('count-returns-to-baseline', 2, 16), asks: 'Why 30 and not 31?' },
  { name: 'Li Lei', first: passed, second: failing('count-returns-to-baseline', 0, 11) },
  { name: 'Han Meimei', first: passed, second: failing('answers-first-two', 1, 12) },
  {
    name: 'Chen',
    first: { ...passed, state: 'caught-up', minutes: 4 },
    second: failing('count-returns-to-baseline', 1, 8),
  },
  { name: 'Dagny', first: passed, second: { state: 'working', fact: null, hints: 0, minutes: 3 }, asks: null },
  { name: 'Eve', first: failing('count-route', 3, 22), second: null },
];

/** `chromium`: the path of the browser. */
export async function takeClassroomScreenshots(chromium: string): Promise<Screenshot[]> {
  const course = new CourseCopy();
  const child = spawn(process.execPath, ['scripts/launch.mjs', 'scripts/classroom.ts'], {
    cwd: REPOSITORY,
    env: { ...process.env, LEAKLAB_ROOT: course.root, PORT: '0', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await launchChromium(chromium);
  try {
    const printed = await printedBy(child);
    const link = /http\S+\/dashboard#(\S+)/.exec(printed);
    const code = /npm run lab join \S+ (\w+)/.exec(printed)?.[1] ?? '';
    const [dashboard = '', token = ''] = link ?? [];
    await fill(new URL(dashboard).origin, code, token);
    return await take(browser, dashboard);
  } finally {
    await browser.close();
    const exited = child.exitCode === null ? once(child, 'exit') : null;
    child.kill('SIGTERM');
    await exited;
    course.close();
  }
}

async function printedBy(child: ChildProcess): Promise<string> {
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const signal = AbortSignal.timeout(PATIENCE);
  while (!printed.includes('Ctrl-C')) await once(child.stdout ?? child, 'data', { signal });
  return printed;
}

async function fill(url: string, code: string, instructor: string): Promise<void> {
  const ask = async (path: string, body: unknown, token = ''): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`The classroom says no to \`${path}\`: ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  };
  const steer = (order: Steer): Promise<unknown> => ask('/api/instructor/steer', order, instructor);
  for (const { name, first, second, asks } of ROOM) {
    const { token } = Joined.parse(await ask('/api/join', { protocol: PROTOCOL, code, name }));
    const sent = { ageMs: 0 };
    // By itself: a learner is at the lab that was heard of last.
    await ask(
      '/api/learner/events',
      { events: [{ kind: 'lab', id: randomUUID(), ...sent, lab: '01-counting', ...first }] },
      token,
    );
    const events: Report[] = [
      ...(second === null ? [] : [{ kind: 'lab' as const, id: randomUUID(), ...sent, lab: LAB, ...second }]),
      ...(asks === undefined
        ? []
        : [{ kind: 'hand' as const, id: randomUUID(), ...sent, raised: true, question: asks }]),
    ];
    await ask('/api/learner/events', { events }, token);
  }
  await steer({ do: 'plan', plan: '90-minutes' });
  await steer({ do: 'part', part: 2 });
  await steer({ do: 'open', lab: LAB });
  await steer({ do: 'release', lab: '01-counting' });
  await steer({ do: 'timer', minutes: 18 });
  await steer({ do: 'line', text: 'Lab 2: labs/02-leaky-query' });
}

async function take(browser: Browser, dashboard: string): Promise<Screenshot[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1100 }, locale: 'en' });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.goto(dashboard);
  await page.locator('#facts progress').first().waitFor();
  const pictures = [{ name: 'classroom-dashboard.webp', content: await capture(page) }];
  const projector = await context.newPage();
  await projector.setViewportSize({ width: 1280, height: 720 });
  await projector.goto(`${new URL(dashboard).origin}/projector`);
  await projector.locator('#clock .big').waitFor();
  pictures.push({ name: 'classroom-projector.webp', content: await capture(projector) });
  return pictures;
}
