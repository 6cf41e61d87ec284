/** `npm run docs check`: all that `npm test` checks of the pages, and every recording run again. Writes nothing. */
import { readPages } from '../pages.ts';
import { inWords, problemsOf } from '../problems.ts';
import { missingProgram, readTable, rerun, staleness, strayTexts } from '../recording/table.ts';
import { type DocsContext, noMore } from './context.ts';

export async function check(context: DocsContext, rest: readonly string[]): Promise<number> {
  noMore('check', rest);
  const { root, print } = context;
  const table = await readTable(root);
  let passed = 0;
  let failed = 0;
  let notRun = 0;
  const tell = (problem: string | null, what: string): void => {
    if (problem === null) passed++;
    else failed++;
    print(problem === null ? `✓ ${what}` : `✗ ${what}  ${problem}`);
  };
  for (const page of readPages(root)) {
    const problems = problemsOf(page, context);
    for (const problem of problems) tell(inWords(problem).slice(page.path.length + 1), page.path);
    if (problems.length === 0) tell(null, page.path);
  }
  for (const stray of strayTexts(root, table)) tell('no recording makes it: remove it', stray);
  for (const [name, recording] of table) {
    const missing = missingProgram(recording);
    if (missing !== null) {
      print(`○ ${name}  not run: it needs \`${missing}\``);
      notRun++;
      continue;
    }
    const stale = staleness(root, name, await rerun(root, recording), recording);
    tell(stale === null ? null : `${stale}: if that is right, run \`npm run docs record ${name}\``, name);
  }
  print(`${passed} passed, ${failed} failed${notRun === 0 ? '' : `, ${notRun} not run`}`);
  return failed === 0 ? 0 : 1;
}
