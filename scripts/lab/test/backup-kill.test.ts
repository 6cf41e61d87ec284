/** `reset` that is killed, at each step of its way: the learner's text is in the lab's folder or in a whole backup. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCourse } from '../../course/course.ts';
import { keepStarters } from '../../course/starter.ts';
import { reset, restore } from '../../practice/backup.ts';
import { TestCourse } from './course.ts';

const LAB = 'labs/01-first';
const BACKUPS = '.leaklab/backups/01-first';
const FILES = ['server.ts', 'other.ts'];
const STARTER = 'fail\n';
const MINE = 'what the learner wrote\n';
const SCRIPTS = pathToFileURL(join(import.meta.dirname, '../..')).href;

/** Resets the lab, and is killed at the given call to the file system; a text is written by half then. */
const SCRIPT = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { readCourse } = await import('${SCRIPTS}/course/course.ts');
  const { reset } = await import('${SCRIPTS}/practice/backup.ts');
  const [root, last] = process.argv.slice(1);
  const [lab] = readCourse(root);
  let calls = 0;
  for (const name of ['mkdirSync', 'openSync', 'writeSync', 'renameSync']) {
    const call = fs[name];
    fs[name] = (target, ...words) => {
      if (calls++ === Number(last)) {
        if (name === 'writeSync') call(target, words[0].slice(0, 3));
        process.kill(process.pid, 'SIGKILL');
      }
      return call(target, ...words);
    };
  }
  syncBuiltinESMExports();
  reset(root, lab, new Date());`;

let course: TestCourse;
beforeEach(() => {
  course = new TestCourse({ git: false });
  const described = `${LAB}/lab.json`;
  course.write(described, JSON.stringify({ ...JSON.parse(course.read(described)), files: FILES }));
  for (const file of FILES) course.write(`${LAB}/${file}`, STARTER);
  keepStarters(course.root, readCourse(course.root));
});
afterEach(() => {
  course.close();
});

test('each text is found again, whole, and reset and restore work as ever', async () => {
  const [lab] = readCourse(course.root);
  if (lab === undefined) throw new Error('no lab');
  const states = new Set<string>();
  let last = 0;
  for (; ; last++) {
    for (const file of FILES) course.write(`${LAB}/${file}`, MINE);
    if (course.exists(BACKUPS)) course.remove(BACKUPS);
    const killed = await resetKilledAt(last);
    const now = FILES.map((file) => course.read(`${LAB}/${file}`));
    const backups = course.list(BACKUPS).filter((name) => !name.endsWith('.tmp'));
    for (const text of now) expect([STARTER, MINE]).toContain(text);
    for (const name of backups) for (const file of FILES) expect(course.read(`${BACKUPS}/${name}/${file}`)).toBe(MINE);
    if (now.includes(STARTER)) expect(backups).toHaveLength(1);
    states.add(JSON.stringify([now, backups.length]));
    reset(course.root, lab, new Date());
    restoreMine(lab);
    if (!killed) break;
  }
  // It was killed before anything was kept, before anything was reset, and half way.
  expect(last).toBeGreaterThan(10);
  expect(states.size).toBe(4);
});

/** Whether it was killed: false where it had less to do. */
function resetKilledAt(call: number): Promise<boolean> {
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', SCRIPT, course.root, `${call}`];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, words, (error, _stdout, stderr) => {
      if (error !== null && error.signal !== 'SIGKILL') reject(new Error(stderr));
      else resolve(error !== null);
    });
  });
}

/** The newest backup may be that of a reset that was killed half way: the one before it has the rest. */
function restoreMine(lab: Parameters<typeof restore>[1]): void {
  for (let step = 0; step < 2; step++) {
    if (FILES.every((file) => course.read(`${LAB}/${file}`) === MINE)) return;
    restore(course.root, lab, new Date());
  }
  for (const file of FILES) expect(course.read(`${LAB}/${file}`)).toBe(MINE);
}
