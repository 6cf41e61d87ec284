/**
 * @area Files on a full disk
 * @promised `reset`, `restore` and what is exported are written whole; or the command fails, says which file, and the old one is
 *   still there.
 * @trusted The disk with nothing: it may take a part of what it is given without an error.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Lab, readCourse } from '../../course/course.ts';
import { keepStarters } from '../../course/starter.ts';
import { writePrivate } from '../../course/write-file.ts';
import { reset, restore } from '../../practice/backup.ts';
import { canMount, KINDS, SmallDisk } from '../../test/safety/small-disk.ts';
import { tried } from '../../test/safety/tried.ts';
import { isShort } from '../../test/short.ts';

const FILES = ['server.ts', 'other.ts'];
/** Nine kilobytes and a bit: more than two pages, and no whole number of blocks. */
const text = (word: string): Buffer => Buffer.from(word.repeat(9300 / word.length));
const [STARTER, MINE, BEFORE] = [text('starter 0123'), text('mine'), text('before')];
/** Bytes that are free: each multiple of 512 up to more than all of it needs, and twenty odd ones. */
const FREE = [
  ...Array.from({ length: 110 }, (_, index) => index * 512).filter((free) => !isShort || free % 10_240 === 0),
  ...Array.from({ length: 20 }, (_, index) => index * 2731 + 1).filter((_, index) => !isShort || index % 5 === 0),
];

let disk: SmallDisk | null = null;
afterEach(() => {
  disk?.close();
  disk = null;
});

describe.skipIf(!canMount).for(KINDS)('on %s', (kind) => {
  const course = (): { disk: SmallDisk; root: string; lab: Lab } => {
    disk = new SmallDisk(kind);
    const root = join(disk.folder, 'course');
    const folder = join(root, 'labs', '01-first');
    mkdirSync(folder, { recursive: true });
    for (const file of FILES) writeFileSync(join(folder, file), STARTER);
    const [title, summary, entry, starterFact] = ['First', 'One.', 'server.ts', 'right'];
    const described = { title, summary, files: FILES, entry, starterFact, learned: ['1', '2', '3'] };
    writeFileSync(join(folder, 'lab.json'), JSON.stringify({ ...described, otherFix: { name: 'x', idea: 'y' } }));
    const [lab] = readCourse(root);
    if (lab === undefined) throw new Error('no lab');
    keepStarters(root, [lab]);
    return { disk, root, lab };
  };
  const put = (lab: Lab, bytes: Buffer): void => {
    for (const file of FILES) writeFileSync(join(lab.folder, file), bytes);
  };
  /** True where it said that it was done. What it throws has to name the file, and the disk. */
  const done = (action: () => void): boolean => {
    try {
      action();
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC', path: expect.stringContaining('/course/') });
      return false;
    }
  };
  const inLab = (lab: Lab): Buffer[] => FILES.map((file) => readFileSync(join(lab.folder, file)));
  const inBackups = (root: string): Buffer[] => {
    const all = join(root, '.leaklab', 'backups', '01-first');
    return readdirSync(all).flatMap((name) => FILES.map((file) => readFileSync(join(all, name, file))));
  };

  test('`reset` keeps what the learner wrote, whole', ({ task }) => {
    const { disk, root, lab } = course();
    const outcomes = FREE.map((free) => {
      rmSync(join(root, '.leaklab', 'backups'), { recursive: true, force: true });
      put(lab, MINE);
      mkdirSync(join(root, '.leaklab', 'backups', '01-first'), { recursive: true });
      disk.fill(free);
      const said = done(() => reset(root, lab, new Date(0)));
      disk.empty();
      const [now, kept] = [inLab(lab), inBackups(root)];
      for (const bytes of now) expect([STARTER, MINE].some((whole) => bytes.equals(whole))).toBe(true);
      for (const bytes of kept) expect(bytes.equals(MINE)).toBe(true);
      if (said || !now.every((bytes) => bytes.equals(MINE))) expect(kept).toHaveLength(FILES.length);
      if (said) expect(now.every((bytes) => bytes.equals(STARTER))).toBe(true);
      return said;
    });
    expect(new Set(outcomes), 'some had room, some had none').toEqual(new Set([true, false]));
    tried(task, FREE.length);
  });

  test('`restore` brings all of it back, or says that it did not', ({ task }) => {
    const { disk, root, lab } = course();
    put(lab, BEFORE);
    reset(root, lab, new Date(0));
    const outcomes = FREE.map((free) => {
      put(lab, STARTER);
      disk.fill(free);
      const said = done(() => restore(root, lab, new Date(1)));
      disk.empty();
      for (const bytes of inLab(lab)) expect([STARTER, BEFORE].some((whole) => bytes.equals(whole))).toBe(true);
      for (const bytes of inBackups(root)) expect(bytes.equals(BEFORE)).toBe(true);
      if (said) for (const bytes of inLab(lab)) expect(bytes.equals(BEFORE)).toBe(true);
      return said;
    });
    expect(new Set(outcomes)).toEqual(new Set([true, false]));
    tried(task, FREE.length);
  });

  test('an export is whole, or the old one stays', ({ task }) => {
    const { disk, root } = course();
    const file = join(root, 'classroom.csv');
    const outcomes = FREE.map((free) => {
      writeFileSync(file, BEFORE);
      disk.fill(free);
      const said = done(() => writePrivate(file, MINE));
      disk.empty();
      expect(readFileSync(file).equals(said ? MINE : BEFORE)).toBe(true);
      return said;
    });
    expect(new Set(outcomes)).toEqual(new Set([true, false]));
    tried(task, FREE.length);
  });
});
