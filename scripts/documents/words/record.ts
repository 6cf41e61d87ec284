/** `npm run docs record [NAME …]`: runs the real thing again, and writes down what it prints. Then the pages are refreshed. */
import { nearest } from '../../course/nearest.ts';
import { missingProgram, readTable, rerun, staleness, type Table, write } from '../recording/table.ts';
import { type DocsContext, UsageError } from './context.ts';
import { refresh } from './refresh.ts';

/** A text that only differs in parts that vary stays as it is. */
export async function record(context: DocsContext, names: readonly string[]): Promise<number> {
  const { root, print } = context;
  const table = await readTable(root);
  let failed = 0;
  for (const [name, recording] of chosen(table, names)) {
    const missing = missingProgram(recording);
    if (missing !== null) {
      print(`✗ ${name}  needs \`${missing}\`, which is not installed here`);
      failed++;
      continue;
    }
    const fresh = await rerun(root, recording);
    const stale = staleness(root, name, fresh, recording);
    if (stale !== null) write(root, name, fresh);
    print(stale === null ? `✓ ${name}  says what it said` : `✓ ${name}  recorded: ${stale}`);
  }
  return Math.max(await refresh(context, []), failed > 0 ? 1 : 0);
}

/** Those that are named, or all. Throws a `UsageError` that names what comes nearest. */
function chosen(table: Table, names: readonly string[]): Table {
  if (names.length === 0) return table;
  const found: Table = new Map();
  for (const name of names) {
    const recording = table.get(name);
    if (recording === undefined) throw new UsageError(unknown(name, [...table.keys()]));
    found.set(name, recording);
  }
  return found;
}

function unknown(name: string, all: readonly string[]): string {
  const near = nearest(name, all);
  const shown = (near.length > 0 ? near : all).map((each) => `\`${each}\``).join(', ');
  return `There is no recording \`${name}\`. ${near.length > 0 ? 'Did you mean' : 'There are'}: ${shown}`;
}
