import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startJudge } from '../../checker/judge.ts';
import { type Lab, readCourse } from '../../course/course.ts';
import { starterFiles } from '../../course/starter.ts';
import { watchFiles } from '../../practice/watch-files.ts';
import { type Effort, type Measure, type Reading, reading, spread } from '../measure.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Seconds promised for the lab of this number. Lab 6 waits for healthy handlers, of which one takes 0.8 s. */
const PROMISED = new Map([
  [1, 0.8],
  [2, 0.8],
  [6, 2.5],
]);

export const verdicts: Measure[] = Array.from(PROMISED, ([number, hold]) => ({
  name: `verdict-${number}`,
  title: `save to verdict, lab ${number}, the starter and the solution in turn`,
  unit: 's',
  hold,
  anchor: number === 6 ? '' : 'sketch 0.40–0.42 s; rustlings 0.8–1.4 s, learnyounode 0.6–1.1 s',
  async measure(effort) {
    return saves(labNumbered(number), effort);
  },
}));

export const checking: Measure = {
  name: 'checking',
  title: 'save to "checking…": until the watch has seen it, lab 1',
  unit: 'ms',
  hold: 100,
  anchor: '',
  async measure({ rounds }) {
    const lab = labNumbered(1);
    const folder = mkdtempSync(join(ROOT, '.leaklab', 'bench-'));
    const [file = ''] = lab.files;
    const values: number[] = [];
    try {
      for (let round = 0; round < 3 * rounds; round++) {
        const saved = Promise.withResolvers<void>();
        const watcher = watchFiles({ ...lab, folder }, saved.resolve);
        const start = performance.now();
        writeFileSync(join(folder, file), `// ${round}\n`);
        await saved.promise;
        values.push(performance.now() - start);
        watcher.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return reading(values);
  },
};

function labNumbered(number: number): Lab {
  const lab = readCourse(ROOT).find((each) => each.number === number);
  if (lab === undefined) throw new Error(`There is no lab ${number} to measure: see \`labs\`.`);
  return lab;
}

/** Saves as an editor does, and waits as the watch does: from the write to the verdict. */
async function saves(lab: Lab, { rounds }: Effort): Promise<Reading> {
  const folder = mkdtempSync(join(ROOT, '.leaklab', 'bench-'));
  const judge = startJudge();
  const starter = starterFiles(ROOT, lab);
  const solution = lab.files.map((file) => ({ file, text: readFileSync(join(lab.solution, file), 'utf8') }));
  const save = (files: typeof starter): void => {
    for (const { file, text } of files) writeFileSync(join(folder, file), text);
  };
  const verdict = async (files: typeof starter, outcome: string): Promise<number> => {
    const saved = Promise.withResolvers<void>();
    const watcher = watchFiles({ ...lab, folder }, saved.resolve);
    const start = performance.now();
    save(files);
    await saved.promise;
    const seen = await judge.judge({ lab: lab.name, labFolder: lab.folder, folder });
    const seconds = (performance.now() - start) / 1000;
    watcher.close();
    if (seen.outcome !== outcome) throw new Error(`\`${lab.name}\` gave \`${seen.outcome}\`: see \`npm run verify\`.`);
    return seconds;
  };
  const values: { [outcome: string]: number[] } = { fail: [], pass: [] };
  try {
    save(solution);
    for (let round = 0; round < rounds; round++) {
      values['fail']?.push(await verdict(starter, 'fail'));
      values['pass']?.push(await verdict(solution, 'pass'));
    }
  } finally {
    await judge.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const { fail = [], pass = [] } = values;
  return reading([...fail, ...pass], `starter ${spread(fail, 2)}, solution ${spread(pass, 2)} s`);
}
