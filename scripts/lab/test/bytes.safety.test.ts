/**
 * @area Files in other encodings
 * @promised What a learner wrote is kept and brought back byte for byte, whatever it is.
 * @trusted Nobody, to write UTF-8.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Lab, readCourse } from '../../course/course.ts';
import { keepStarters, unpackStarter } from '../../course/starter.ts';
import { reset, restore } from '../../practice/backup.ts';
import { isShort } from '../../test/short.ts';
import { TestCourse } from './course.ts';

const SERVER = 'labs/01-first/server.ts';
/** 协程 in GBK; 泄露 in UTF-16 with a mark of its order, in Big5; bytes of no text at all. */
const ENCODED: [string, Buffer][] = [
  ['GBK', Buffer.from('2f2fd0adb3cc0a', 'hex')],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('// 泄露\n', 'utf16le')])],
  ['Big5', Buffer.from('2f2faafcc5530a', 'hex')],
  ['UTF-8 with a mark', Buffer.from('\ufeff// 泄露\n')],
  ['half a letter', Buffer.from('// 泄').subarray(0, -1)],
  ['compressed', gzipSync('// 泄露')],
  ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ['nothing', Buffer.alloc(0)],
];

let course: TestCourse;
let lab: Lab;
const put = (bytes: Uint8Array): void => writeFileSync(course.path(SERVER), bytes);
const there = (): Buffer => readFileSync(course.path(SERVER));

describe.for([true, false])('with git: %s', (git) => {
  beforeEach(() => {
    course = new TestCourse({ git });
    [lab = lab] = readCourse(course.root);
    keepStarters(course.root, [lab]);
  });
  afterEach(() => course.close());

  // With git each takes a moment more.
  test.for(isShort && git ? ENCODED.slice(0, 1) : ENCODED)('%s', ([, bytes]) => {
    put(bytes);
    reset(course.root, lab, new Date(0));
    expect(there().toString()).toBe('fail\n');
    restore(course.root, lab, new Date(1));
    expect(there().equals(bytes)).toBe(true);
  });
});

test.for(ENCODED)('a starter in %s', ([, bytes]) => {
  course = new TestCourse({ git: false });
  put(bytes);
  [lab = lab] = readCourse(course.root);
  keepStarters(course.root, [lab]);
  put(Buffer.from('mine'));
  reset(course.root, lab, new Date(0));
  expect(there().equals(bytes)).toBe(true);
  expect(readFileSync(`${unpackStarter(course.root, lab)}/server.ts`).equals(bytes)).toBe(true);
  course.close();
});
