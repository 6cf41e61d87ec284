/** `npm test safety`: the attacks, as tests, and what of each area has held. */
import { join } from 'node:path';
import { writeWhole } from '../course/write-file.ts';
import type { Part } from './part.ts';
import { readAreas } from './safety/areas.ts';
import { inputs } from './safety/inputs.ts';
import { PAGE, safetyPage } from './safety/page.ts';
import { renderRows, rowsOf } from './safety/table.ts';
import { reportOf, totalsOfRun } from './vitest.ts';

/** Words that may follow `safety`, each with what it sets: both run the long form, as CI does. */
export const SAFETY_WORDS: { [word: string]: NodeJS.ProcessEnv } = {
  record: { CI: 'true' },
  million: { CI: 'true', LEAKLAB_INPUTS: '1000000' },
};

/** `record`: the page is made from the run, if all has held. */
export function safety(record: boolean): Part {
  return {
    title: 'attacks',
    async run(root) {
      const run = await reportOf(root, 'safety');
      const rows = rowsOf(readAreas(root), run.report, root);
      console.log(renderRows(rows));
      const totals = totalsOfRun(run, root);
      if (record && totals.failed === 0) {
        const machine = `${process.platform} ${process.arch}, Node ${process.version}`;
        const date = new Date().toISOString().slice(0, 10);
        writeWhole(join(root, PAGE), safetyPage(rows, { date, machine, inputs: inputs() }));
        console.log(`\`${PAGE}\` is made anew.`);
      }
      return totals;
    },
  };
}
