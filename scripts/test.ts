/**
 * `npm test`: all that can be known without a person. `npm test types`, `npm test unit proof`: only these parts; `clone`
 * and `stacks`, which install from the registry and take minutes, run by their names and in CI, and `classroom` where its
 * packages are installed, too; `windows`, which needs Wine, by its name alone. `npm test safety record` makes the page of the
 * attacks. What went wrong is named once more at the end; the last line has the real totals.
 */
import { fileURLToPath } from 'node:url';
import { classroom, classroomLeftOut, isClassroomInstalled } from './test/classroom.ts';
import { clone } from './test/clone.ts';
import { lint } from './test/lint.ts';
import { type Part, sum, type Totals } from './test/part.ts';
import { proof } from './test/proof.ts';
import { SAFETY_WORDS, safety } from './test/safety.ts';
import { stacks } from './test/stacks.ts';
import { types } from './test/types.ts';
import { unit } from './test/unit.ts';
import { windows } from './test/windows.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
const [safetyWord] = given.includes('safety') ? given.filter((word) => word in SAFETY_WORDS) : [];
const words = given.filter((word) => word !== safetyWord);
// Where many read it: here, in Vitest, and in what it starts.
if (safetyWord !== undefined) Object.assign(process.env, SAFETY_WORDS[safetyWord]);
const ci = Boolean(process.env['CI']);
/** Minutes, and a network. */
const BY_NAME = ['clone', 'stacks'];
/** What CI does not run either. */
const BY_NAME_ALONE = ['windows'];
const withClassroom = ci || words.includes('classroom') || isClassroomInstalled(root);
const parts: { [name: string]: Part } = {
  lint,
  types,
  unit,
  classroom: withClassroom ? classroom : classroomLeftOut,
  safety: safety(safetyWord === 'record'),
  proof,
  clone,
  stacks,
  windows,
};
const totals: Totals[] = [];
for (const part of chosen(words)) totals.push(await runPart(part));
const { passed, failed, skipped, notes } = sum(totals);
if (notes.length > 0) console.log(['\n— what went wrong', ...notes].join('\n'));
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;

function chosen(words: readonly string[]): Part[] {
  const unknown = words.find((word) => parts[word] === undefined);
  if (unknown !== undefined) {
    console.error(`There is no part \`${unknown}\`. The parts: ${Object.keys(parts).join(', ')}.`);
    process.exit(2);
  }
  return Object.entries(parts)
    .filter(([name]) => (words.length > 0 ? words.includes(name) : isRunUnasked(name)))
    .map(([, part]) => part);
}

function isRunUnasked(name: string): boolean {
  return !BY_NAME_ALONE.includes(name) && (!BY_NAME.includes(name) || ci);
}

/** A part that can't even run is a failure. */
async function runPart({ title, run }: Part): Promise<Totals> {
  console.log(`\n— ${title}`);
  const start = performance.now();
  try {
    const result = await run(root);
    console.log(`${result.failed === 0 ? '✓' : '✗'} ${title}, ${Math.round((performance.now() - start) / 1000)} s`);
    return result;
  } catch (error) {
    const failure = `${title} could not be run: ${error instanceof Error ? error.message : error}`;
    console.log(`✗ ${failure}`);
    return { passed: 0, failed: 1, skipped: 0, notes: [`✗ ${failure}`] };
  }
}
