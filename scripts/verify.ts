/**
 * `npm run verify [LAB …] [short] [record] [repeat N] [load] [kills N] [seed S]`: the proof that the checkers are right.
 * `npm run verify new NN-slug "Title"`: a new lab, with its proof.
 * `npm run verify open|keep LAB NAME`: a wrong fix, written out whole, and made a difference again.
 * `npm run verify attach [CYCLES] [seed S]`: the proof that `taskscope attach` leaves a process as it was.
 * `npm run verify generated [COUNT] [seed S] [on MAJOR …]`: the proof of the toolkit, on programs from a grammar.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Lab, readCourse } from './course/course.ts';
import { findLab } from './course/find-lab.ts';
import { keepStarters } from './course/starter.ts';
import { useLanguage } from './language/say.mjs';
import { type Busy, keepCoresBusy } from './verify/busy-cores.ts';
import { canKill, killAtRandom, renderKilled } from './verify/kills/kills.ts';
import { NewLabError, newLab, nextSteps } from './verify/new-lab.ts';
import { keepWrongFix, OpenError, openWrongFix } from './verify/open.ts';
import { type OnRecord, readRecorded, told, writeRecorded } from './verify/recorded.ts';
import { renderStability } from './verify/render-stability.ts';
import { type Progress, repeat } from './verify/repeat.ts';
import { changes, type Run } from './verify/stability.ts';
import { oneOfEachKind, type Subject, subjectsOf } from './verify/subjects.ts';
import { type Result, verify } from './verify/verify.ts';
import { understand, type VerifyRequest } from './verify/words.ts';

const SEEDS = 2 ** 31;

const root = fileURLToPath(new URL('..', import.meta.url));
process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  // The words on record are English, whatever the author speaks.
  useLanguage('en');
  if (words[0] === 'generated' || words[0] === 'attach') return verifyToolkit(words[0], words.slice(1));
  const course = readCourse(root);
  if (words[0] === 'new') return writeNewLab(course, words.slice(1));
  if (words[0] === 'open' || words[0] === 'keep') return openOrKeep(course, words[0], words.slice(1));
  keepStarters(root, course);
  const request = understand(course, words);
  if (typeof request === 'string') {
    console.error(request);
    return 2;
  }
  const busy: Busy | null = request.load ? await keepCoresBusy() : null;
  if (busy !== null) console.log(`${busy.pids.length} cores are kept busy.`);
  try {
    if (request.kills !== null) return await kill(request, request.kills);
    return await (request.repeat === null ? once(request) : again(request, request.repeat));
  } finally {
    await busy?.end();
  }
}

async function once({ record: recording, seed, ...request }: VerifyRequest): Promise<number> {
  const recorded = recording ? null : ({ lab }: Subject) => readRecorded(lab);
  const results = await verify(subjects(request), recorded, show, seed);
  if (recording) record(results);
  return sum(results.length, results.filter(({ problem }) => problem !== null).length);
}

async function again({ seed, ...request }: VerifyRequest, times: number): Promise<number> {
  const all = subjects(request);
  const onRun = (run: Run, progress: Progress): void => follow(run, progress, times, all.length);
  const repeats = { times, seed: seed ?? randomInt(SEEDS - times) };
  const runs = await repeat(all, ({ lab }) => readRecorded(lab), repeats, onRun);
  console.log(`\n${renderStability(runs)}`);
  return sum(all.length, changes(runs).length);
}

async function kill({ seed: given }: VerifyRequest, times: number): Promise<number> {
  if (!canKill) {
    console.error('Whose child a process is can not be told on Windows: try this on Linux or macOS.');
    return 2;
  }
  const seed = given ?? randomInt(SEEDS);
  console.log(`${times} kills, seed ${seed}`);
  const killed = await killAtRandom(root, { times, seed }, (each) => console.log(renderKilled(each)));
  return sum(times, killed.filter(({ problems }) => problems.length > 0).length);
}

function subjects({ labs, short }: Pick<VerifyRequest, 'labs' | 'short'>): Subject[] {
  const all = labs.flatMap((lab) => subjectsOf(root, lab));
  return short ? oneOfEachKind(all) : all;
}

/** The last line: `npm test` reads it. */
function sum(all: number, failed: number): number {
  console.log(`${all - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function verifyToolkit(proof: 'generated' | 'attach', words: readonly string[]): number {
  const program = join(root, 'toolkit', 'test', proof, 'main.ts');
  const options = { cwd: root, stdio: 'inherit' } as const;
  return spawnSync(process.execPath, ['--conditions=taskscope-source', program, ...words], options).status ?? 1;
}

function writeNewLab(course: readonly Lab[], [name = '', ...title]: string[]): number {
  try {
    for (const path of newLab(root, course, name, title.join(' '))) console.log(path);
    console.log(nextSteps(name));
    return 0;
  } catch (error) {
    if (!(error instanceof NewLabError)) throw error;
    console.error(error.message);
    return 2;
  }
}

function openOrKeep(course: readonly Lab[], word: 'open' | 'keep', [labName = '', name = '']: string[]): number {
  const lab = findLab(course, labName);
  try {
    if (Array.isArray(lab))
      throw new OpenError(`Say which lab, and which wrong fix: \`npm run verify ${word} 2 receive-three\`.`);
    if (word === 'keep') {
      console.log(keepWrongFix(root, lab, name));
      return 0;
    }
    const { folder, conflicts } = openWrongFix(root, lab, name);
    console.log(`${folder}\nKeep what you change with \`npm run verify keep ${lab.name} ${name}\`.`);
    for (const file of conflicts) console.log(`The solution has changed: \`${folder}/${file}\` shows both sides.`);
    return conflicts.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof OpenError)) throw error;
    console.error(error.message);
    return 2;
  }
}

function show({ subject: { lab, name, fact }, verdict: { ms }, problem }: Result): void {
  const what = problem ?? (fact === null ? 'passes' : `fails at \`${fact}\``);
  console.log(`${problem === null ? '✓' : '✗'} ${lab.name}  ${name}  ${what}  ${(ms / 1000).toFixed(1)} s`);
}

/** One line for each repeat, and one for each surprise; on a terminal the line grows while the repeat goes on. */
function follow(
  { lab, subject, problem }: Run,
  { repeat, seed, judged, ms }: Progress,
  times: number,
  all: number,
): void {
  const clear = process.stdout.isTTY ? '\r\u001b[K' : '';
  if (problem !== null) console.log(`${clear}✗ ${lab}  ${subject}  ${problem}`);
  const seconds = Math.round(ms / 1000);
  const line = `repeat ${repeat} of ${times}, seed ${seed}: ${judged} of ${all} judged, ${seconds} s`;
  if (judged === all) console.log(clear + line);
  else if (process.stdout.isTTY) process.stdout.write(clear + line);
}

function record(results: readonly Result[]): void {
  for (const lab of new Set(results.map(({ subject }) => subject.lab))) {
    const before = readRecorded(lab);
    const now = results
      .filter(({ subject }) => subject.lab === lab)
      .flatMap(({ subject: { name }, verdict }): [string, OnRecord][] => {
        const words = told(verdict);
        const also = before[name]?.also;
        return words === null ? [] : [[name, also === undefined ? words : { ...words, also }]];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1));
    writeRecorded(lab, Object.fromEntries(now));
  }
}
