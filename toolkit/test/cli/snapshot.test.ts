/** `taskscope snapshot` and `taskscope diff`, on files that a process wrote. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { taskscope } from './command.ts';

const PROGRAM = `const { writeHeapSnapshot } = require('node:v8');
const waiting = new Map();
async function receive(id) {
  await new Promise((resolve) => waiting.set(id, resolve));
}
async function send(id) {
  if (id < 0) await receive(id);
  await receive(id);
}
for (let id = 0; id < 3; id++) receive(id);
writeHeapSnapshot('before.heapsnapshot');
for (let id = 3; id < 10; id++) receive(id);
send('other');
setImmediate(() => writeHeapSnapshot('after.heapsnapshot'));
`;

let folder = '';
let before = '';
let after = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskscope-file-'));
  writeFileSync(join(folder, 'app.cjs'), PROGRAM);
  execFileSync(process.execPath, ['app.cjs'], { cwd: folder });
  before = join(folder, 'before.heapsnapshot');
  after = join(folder, 'after.heapsnapshot');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a snapshot: place, count, and what holds them; of two awaits no line is made up', async () => {
  const { stdout, status } = await taskscope(['snapshot', after]);
  expect(status).toBe(0);
  expect(stdout).toContain('12 async functions are suspended at an await, at 2 places\n');
  expect(stdout).toContain(
    `\n11 receive ${folder}/app.cjs:4\n    held by variable waiting: Map (${folder}/app.cjs) → Promise\n`,
  );
  expect(stdout).toContain(`\n1 send ${folder}/app.cjs, one of lines 7, 8\n`);
  expect(stdout).toContain('\nNot shown:\n- ');
});

test('as JSON', async () => {
  const { stdout } = await taskscope(['snapshot', before, '--json']);
  const { total, groups } = JSON.parse(stdout);
  expect(total).toBe(3);
  expect(groups[0]).toMatchObject({ function: 'receive', line: 4, lines: [4], functionLine: 3, count: 3 });
  expect(groups[0].heldBy).toEqual([{ count: 3, path: [`variable waiting: Map (${folder}/app.cjs)`, 'Promise'] }]);
});

test('as a profile', async () => {
  const file = join(folder, 'held.pb.gz');
  const { status } = await taskscope(['snapshot', after, '--pprof', file]);
  expect(status).toBe(0);
  const { sample, stringTable } = Profile.decode(gunzipSync(readFileSync(file)));
  expect(sample.map(({ value }) => Number(value[0]))).toEqual([11, 1]);
  expect(stringTable.strings).toContain('held by');
});

test('what grew between two', async () => {
  const { stdout, status } = await taskscope(['diff', before, after]);
  expect(status).toBe(0);
  expect(stdout).toContain('12 async functions are suspended at an await; before: 3\n');
  expect(stdout).toMatch(/\n\+8 \(3 to 11\) receive \S+app\.cjs:4\n {4}held by variable waiting: Map /);
  const { stdout: json } = await taskscope(['diff', before, after, '--json']);
  expect(JSON.parse(json).grown.map(({ change }: { change: number }) => change)).toEqual([8, 1]);
  expect((await taskscope(['diff', after, before])).stdout).toContain('No place has more than before.');
});

test('what can not be read: its own sentence, and status 1', async () => {
  const cut = join(folder, 'cut.heapsnapshot');
  writeFileSync(cut, readFileSync(before).subarray(0, 1_000_000));
  const large = join(folder, 'large.heapsnapshot');
  writeFileSync(large, '');
  truncateSync(large, 2 ** 31);
  const packed = join(folder, 'packed.heapsnapshot.gz');
  writeFileSync(packed, gzipSync(readFileSync(before)));
  const empty = join(folder, 'empty.heapsnapshot');
  writeFileSync(empty, '');
  for (const [file, sentence] of [
    [cut, 'it is cut off'],
    [large, 'has 2.0 GB'],
    [join(folder, 'app.cjs'), 'it is no heap snapshot'],
    [packed, 'it is compressed. Unpack it first, with `gunzip`.'],
    [empty, 'it is empty'],
    [join(folder, 'none'), 'There is no file'],
    [folder, 'is a folder'],
    ['/dev/null', 'is a pipe or a device'],
    [join(folder, 'long'.repeat(100)), "can't be read: ENAMETOOLONG"],
  ] as const) {
    const { status, stderr, stdout } = await taskscope(['snapshot', file]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`\`${file}\``);
    expect(stderr).toContain(sentence);
  }
});
