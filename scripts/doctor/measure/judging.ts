/** The verdict on a lab's solution, as JSON: everything that a check needs has to work for it. */
import { fileURLToPath } from 'node:url';
import { startJudge } from '../../checker/judge.ts';
import { readCourse } from '../../course/course.ts';

const LAB = '02-leaky-query';
const root = fileURLToPath(new URL('../../..', import.meta.url));
const lab = readCourse(root).find(({ name }) => name === LAB);
if (lab === undefined) throw new Error(`\`labs/${LAB}\` is not there`);

const judge = startJudge();
const start = performance.now();
const verdict = await judge.judge({ lab: lab.name, labFolder: lab.folder, folder: lab.solution });
await judge.close();
const failed = verdict.facts.find(({ state }) => state === 'fail');
console.log(
  JSON.stringify({
    lab: lab.name,
    outcome: verdict.outcome,
    reason: verdict.reason ?? (failed === undefined ? '' : `${failed.title}: ${failed.help ?? ''}`),
    ms: Math.round(performance.now() - start),
  }),
);
