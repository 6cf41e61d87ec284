/** What a run of the stacks saw, a file for each row: `npm test stacks` makes the table of them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { versionsOf } from './install.ts';
import { exact, type Places } from './places.ts';
import { ROWS, type Row, type RowName } from './rows.ts';

const RESULTS = fileURLToPath(new URL('../../../.leaklab/stacks/results/', import.meta.url));

/** To be called once the row is proven to work. `places`: those that were asked for, where it is about such. */
export function record(name: RowName, places?: { wanted: Places; given: Places }): void {
  const { title, install, packages, know }: Row = ROWS[name];
  const versions = versionsOf(install);
  const result = {
    position: Object.keys(ROWS).indexOf(name),
    title,
    versions: packages.map((each) => `${each} ${versions[each]}`),
    ...(places === undefined ? {} : { lines: exact(places.wanted, places.given) }),
    ...(know === undefined ? {} : { know }),
  };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(result)}\n`);
}
