/** `npm run verify [LAB …] [record]`: the proof that the checkers are right. */
import { fileURLToPath } from 'node:url';
import { readCourse } from './course/course.ts';
import { findLab } from './course/find-lab.ts';
import { readRecorded, told, writeRecorded } from './verify/recorded.ts';
import { type Subject, subjectsOf } from './verify/subjects.ts';
import { type Result, verify } from './verify/verify.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const course = readCourse(root);
  const names = words.filter((word) => word !== 'record');
  const found = names.map((name) => findLab(course, name));
  const unknown = found.findIndex(Array.isArray);
  if (unknown >= 0) {
    console.error(
      `There is no lab \`${names[unknown]}\`. ${course.map(({ name }) => `\`${name}\``).join(', ')} are there.`,
    );
    return 2;
  }
  const labs = names.length === 0 ? course : found.flatMap((lab) => (Array.isArray(lab) ? [] : [lab]));
  const subjects = labs.flatMap((lab) => subjectsOf(root, lab));
  const recording = words.includes('record');
  const results = await verify(subjects, recording ? null : ({ lab }: Subject) => readRecorded(lab), show);
  if (recording) record(results);
  const failed = results.filter(({ problem }) => problem !== null).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function show({ subject: { lab, name, fact }, verdict: { ms }, problem }: Result): void {
  const what = problem ?? (fact === null ? 'passes' : `fails at \`${fact}\``);
  console.log(`${problem === null ? '✓' : '✗'} ${lab.name}  ${name}  ${what}  ${(ms / 1000).toFixed(1)} s`);
}

function record(results: readonly Result[]): void {
  for (const lab of new Set(results.map(({ subject }) => subject.lab))) {
    const told_ = results
      .filter(({ subject }) => subject.lab === lab)
      .map(({ subject, verdict }) => [subject.name, told(verdict)] as const)
      .filter(([, words]) => words !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    writeRecorded(lab, Object.fromEntries(told_) as ReturnType<typeof readRecorded>);
  }
}
