import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, describe, expect, vi } from 'vitest';
import { startJudge } from '../../checker/judge.ts';
import { loadChecker } from '../../checker/load-checker.ts';
import { readCourse } from '../../course/course.ts';
import { Progress } from '../../course/progress.ts';
import { APART } from '../../practice/classroom/classroom.ts';
import { isLeftOut, isShort } from '../../test/short.ts';
import { paint } from '../render/paint.ts';
import { LAB_NAME, REQUESTS, TinyCourse } from '../run/tiny-course.ts';
import { run } from './run.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const KEPT = `.leaklab/runs/${LAB_NAME}.json`;

/** Each test has a course of its own: they wait more than they work, so they run side by side. */
const test = base.extend<{ course: TinyCourse }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture rests on.
  course: async ({}, use) => {
    const course = new TinyCourse();
    await use(course);
    course.close();
  },
});

interface Command {
  child: ChildProcess;
  ended: Promise<{ status: number | null; stdout: string; stderr: string }>;
}

function lab(course: TinyCourse, ...words: string[]): Command {
  const child = spawn(
    process.execPath,
    [
      '--conditions=taskscope-source',
      '--disable-warning=ExperimentalWarning',
      join(ROOT, 'scripts', 'lab.ts'),
      ...words,
    ],
    { env: { ...process.env, LEAKLAB_ROOT: course.root, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    stdout += data;
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data;
  });
  return {
    child,
    ended: new Promise((resolve) => {
      child.on('close', (status) => resolve({ status, stdout, stderr }));
    }),
  };
}

/** The services of this course that run. */
function services(course: TinyCourse): string[] {
  return execFileSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(join(course.root, 'labs', LAB_NAME, 'server.ts')));
}

test.concurrent('first as it is, then fixed: the run from before is kept and shown beside it', async ({
  course,
  expect,
}) => {
  const before = await lab(course, '1', 'run').ended;
  expect(before.stderr).toBe('');
  expect(before.status).toBe(0);
  expect(before.stdout).toContain(`baseline 0, peak ${REQUESTS}, stays ${REQUESTS}`);
  expect(before.stdout).toContain(`✗ proven never to finish: ${REQUESTS}`);
  expect(before.stdout.trimEnd().split('\n\n').at(-1)).toMatch(/^The load is over, and 30 tasks stayed, all proven/);
  expect(JSON.parse(course.read(KEPT) ?? '')).toMatchObject({ version: 1, recording: { after: REQUESTS } });

  course.edit('settles');
  const after = await lab(course, '1', 'run', 'json').ended;
  const seen = JSON.parse(after.stdout);
  expect(seen).toMatchObject({ outcome: 'settled', after: 0, before: { outcome: 'leaked', after: REQUESTS } });
  expect(seen.sentence).toContain(`nothing stayed; before, ${REQUESTS} tasks stayed`);
  expect(after.status).toBe(0);
});

test.skipIf(isShort).concurrent('who fixed it first can still have the starter run', async ({ course, expect }) => {
  course.edit('settles');
  expect((await lab(course, '1', 'run').ended).stdout).toContain('npm run lab 1 run starter');
  const starter = JSON.parse((await lab(course, '1', 'run', 'starter', 'json').ended).stdout);
  expect(starter).toMatchObject({ outcome: 'leaked', after: REQUESTS, before: null });
  expect(starter.groups[0].where, 'the path by which the learner knows the file').toMatch(
    /labs\/01-tiny\/server\.ts:6$/,
  );
  expect(course.read(KEPT)).not.toBeNull();
});

test
  .skipIf(isShort)
  .concurrent('what is not proven may be a pool: the check is named that can tell', async ({ course, expect }) => {
    course.edit('keeps');
    const { stdout } = await lab(course, '1', 'run').ended;
    expect(stdout).toContain(`? suspected, still waiting: ${REQUESTS}`);
    expect(stdout.replaceAll('\n', ' ')).toContain('npm run lab 1 check tells them apart');
  });

test.concurrent('a program that does not start: where and why, and status 1', async ({ course, expect }) => {
  course.edit('broken');
  const { status, stdout } = await lab(course, '1', 'run').ended;
  expect(stdout).toContain('✗ The program did not run to the end.');
  expect(stdout).toMatch(/server\.ts:\d+/);
  // As it stood there: with its blanks.
  expect(stdout).toMatch(/printed last:\n( {2}\|.*\n)* {2}\| {5}at /);
  expect(status).toBe(1);
  const asJson = await lab(course, '1', 'run', 'json').ended;
  expect(JSON.parse(asJson.stdout)).toMatchObject({
    outcome: 'not-run',
    where: expect.stringMatching(/server\.ts:\d+/),
  });
  expect(asJson.status).toBe(1);
});

test.concurrent('a word that is not known', async ({ course, expect }) => {
  const { status, stderr } = await lab(course, '1', 'run', 'fast').ended;
  expect(stderr).toContain('`run` does not know `fast`');
  expect(status).toBe(2);
});

describe.skipIf(process.platform === 'win32').concurrent('nothing is left running', () => {
  test.for([
    ['SIGINT', 130],
    ['SIGTERM', 130],
    ['SIGKILL', null],
  ] as const)('after %s', async ([signal, status], { course, expect, skip }) => {
    skip(isLeftOut(signal, ['SIGINT', 'SIGKILL']));
    const { child, ended } = lab(course, '1', 'run');
    await vi.waitFor(() => expect(services(course)).not.toEqual([]), { timeout: 40_000 });
    child.kill(signal);
    expect((await ended).status).toBe(status);
    await vi.waitFor(() => expect(services(course)).toEqual([]), { timeout: 40_000 });
    expect(course.read(KEPT), 'half a run is not kept').toBeNull();
  });
});

describe.concurrent('in a terminal', () => {
  async function drawn(
    course: TinyCourse,
  ): Promise<{ frames: string[]; closed: boolean; status: number; printed: string[] }> {
    const frames: string[] = [];
    const printed: string[] = [];
    let closed = false;
    const context = {
      root: course.root,
      course: readCourse(course.root),
      progress: new Progress(course.root),
      classroom: APART,
      startJudge,
      print: (text: string) => void printed.push(text),
      interactive: true,
      paint: paint(false),
      now: () => new Date(),
      interrupted: new AbortController().signal,
    };
    const screen = {
      size: { columns: 80, rows: 24 },
      show: (text: string) => void frames.push(text),
      close: () => {
        closed = true;
      },
    };
    const [first] = context.course;
    if (first === undefined) throw new Error('the tiny course has a lab');
    return { status: await run(context, first, [], () => screen), frames, closed, printed };
  }

  test('it draws itself while it runs, and the last drawing says what was seen', async ({ course, expect }) => {
    const { frames, closed, status } = await drawn(course);
    expect(frames.length).toBeGreaterThan(5);
    expect(frames[0]).toContain('Idle…');
    expect(frames.at(-2)).toContain('The load is over, settling…');
    expect(frames.at(-1)).toContain(`The load is over, and ${REQUESTS} tasks stayed`);
    expect({ closed, status }).toEqual({ closed: true, status: 0 });
  });

  test('the screen is given back where the program dies', async ({ course, expect }) => {
    course.edit('dies');
    const { closed, status, printed } = await drawn(course);
    expect({ closed, status }).toEqual({ closed: true, status: 1 });
    expect(printed.join('\n')).toContain('`process.exit(3)`');
  });
});

test('every lab of this course says what its run shows, in a line', async () => {
  for (const { name, folder } of readCourse(ROOT)) {
    const { run: definition } = await loadChecker(folder);
    expect(definition?.title.length, `labs/${name}/check.ts has no \`run\``).toBeLessThanOrEqual(80);
  }
});
