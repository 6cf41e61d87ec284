/** The fact about what the learner has found: the name in the service, as it was found, that holds the lost tasks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CheckContext, say } from '../../../scripts/checker/index.ts';

const FILE = 'found.json';
const HOLDER = 'watchers';
/** Names that hold other tasks, or seem to hold these. */
const OTHERS = ['clients', 'idle', 'takers'];
/** Names on the way to a task. */
const LINKS = ['waiting', 'watcher', 'left', 'signal', 'set', 'promise', 'resolve', 'reject', 'nextscanof', 'moved'];

/** Decides `holder-named`. */
export function holderIsNamed({ facts, folder }: Pick<CheckContext, 'facts' | 'folder'>): void {
  const told = read(join(folder, FILE));
  facts.require('holder-named', isHolder(told), () => ({
    expected: say`the variable or property that holds the tasks of clients that have left`,
    actual: told,
    help: explain(told),
  }));
  facts.holds('holder-named');
}

/** In whatever words stand around it: `Map watchers`, `watchers.get(id)`. A list of all names there are is no finding. */
function isHolder(told: string | null): boolean {
  const names = namesIn(told);
  return names.includes(HOLDER) && !OTHERS.some((name) => names.includes(name));
}

function explain(told: string | null): string {
  if (told === null)
    return say`\`${FILE}\` holds an object with the text \`holder\`, as JSON: \`{ "holder": "…" }\`. To have it back as it was: \`npm run lab 7 reset\`.`;
  const names = namesIn(told);
  if (names.includes('todo'))
    return say`Look before you mend: the service runs, by \`npm run lab 7 start\`, and leaks. Whoever looks at its tasks from outside is told what holds them.`;
  if (names.includes(HOLDER)) return say`One of these names holds the tasks of those that have left. Which one?`;
  if (names.includes('idle') || names.includes('takers'))
    return say`That holds tasks as well, as many as at the start. Look twice: which group has grown, and which name do those hang from?`;
  if (names.includes('clients'))
    return say`Who has left is no longer in there: \`/clients\` tells so. What do the tasks hang from, all the same?`;
  if (names.some((name) => LINKS.includes(name)))
    return say`That is on the way to the tasks, one for each. What has them all? It stands nearer to the beginning of the path.`;
  return say`Of the group that grows, the path is told behind \`held by\`, from its beginning to the task. Which name of the code does it begin with?`;
}

function namesIn(told: string | null): string[] {
  return told?.toLowerCase().match(/[\w$]+/g) ?? [];
}

/** Null where it is not what was asked for. */
function read(file: string): string | null {
  try {
    const { holder }: { holder?: unknown } = Object(JSON.parse(readFileSync(file, 'utf8')));
    return typeof holder === 'string' ? holder : null;
  } catch {
    return null;
  }
}
