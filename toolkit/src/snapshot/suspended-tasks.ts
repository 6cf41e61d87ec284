/** A snapshot, read as what its async functions wait for: how many, where, and what keeps them alive. */
import { AuthorsWords } from './authors-words.ts';
import type { Location } from './columns.ts';
import { findSuspended, type SuspendedFunction } from './find-suspended.ts';
import { Holders } from './holders.ts';
import { functionPlaces, type ScriptPlaces, scriptPlaces } from './places.ts';
import { scriptNode } from './scopes.ts';
import { type Begin, beginOfText, scriptText, urlOf } from './script-text.ts';
import type { Snapshot } from './snapshot.ts';
import type { Script, Suspended, SuspendedGroup } from './suspended.ts';

export interface SuspendedOptions {
  /**
   * The text of a script, as it was compiled. The file on this machine where it is absent, or says null. (A snapshot holds no more
   * than the first 1,024 characters of a text.)
   */
  sourceOf?: (script: Script) => Promise<string | null>;
}

const EXEMPLARS = 3;
const NEVER_SHOWN = [
  'Awaits of promises that nothing holds: V8 has collected them before the snapshot, and `taskscope leaks PID` proves those.',
  'Chains of `.then()` and callbacks, and `return promise` without an await: no async function is suspended there.',
];

/** All async functions that are suspended at an `await`, but for those of Node's own, grouped by their place. */
export async function suspendedTasks(snapshot: Snapshot, options: SuspendedOptions = {}): Promise<Suspended> {
  const all = placed(snapshot, findSuspended(snapshot));
  const own = all.filter(({ url }) => isNodes(url));
  const shown = all.filter(({ url }) => !isNodes(url));
  const scripts = new Map<string, ScriptPlaces>();
  const holders = new Holders(snapshot, new AuthorsWords(snapshot, (script) => scripts.get(script)));
  for (const { url, id, begin } of shown) {
    if (scripts.has(url)) continue;
    const given = (await options.sourceOf?.({ id, url })) ?? null;
    scripts.set(url, scriptPlaces(urlOf(url), scriptText(urlOf(url), begin, given)));
  }
  const groups: SuspendedGroup[] = [];
  for (const group of shown) {
    const { url, location, name, generators } = group;
    const script = scripts.get(url) ?? { file: url, functions: [], ran: false };
    const { title, authorsName, ...places } = functionPlaces(script, name, location);
    const [line = null, ...others] = places.lines;
    groups.push({
      ...places,
      function: authorsName ?? (name || title || nameless(location)),
      line: others.length === 0 ? line : null,
      count: generators.length,
      heldBy: holders.of(generators),
      objects: generators.slice(0, EXEMPLARS).map((each) => snapshot.id(each)),
    });
  }
  groups.sort((a, b) => b.count - a.count);
  const nodes = own.reduce((sum, { generators }) => sum + generators.length, 0);
  return {
    total: groups.reduce((sum, { count }) => sum + count, 0),
    groups,
    notShown: [...(nodes === 0 ? [] : [`${nodes} of Node's own functions, which wait as well.`]), ...NEVER_SHOWN],
  };
}

interface Placed {
  url: string;
  id: number;
  /** What the snapshot has of the script's text. */
  begin: Begin;
  name: string;
  location: Location | null;
  generators: number[];
}

/** Functions that begin at one place are one. */
function placed(snapshot: Snapshot, found: readonly SuspendedFunction[]): Placed[] {
  const groups = new Map<string, Placed>();
  for (const { generator, closure } of found) {
    const location = snapshot.location(generator) ?? snapshot.location(closure);
    const name = closure < 0 ? '' : snapshot.name(closure);
    const script = scriptNode(snapshot, closure);
    const key = location === null ? `${name} ${script}` : `${location.script}:${location.line}:${location.column}`;
    const known = groups.get(key);
    if (known !== undefined) known.generators.push(generator);
    else {
      const source = script < 0 ? -1 : snapshot.follow(script, 'source');
      groups.set(key, {
        url: script < 0 ? '' : snapshot.name(script),
        id: location?.script ?? 0,
        begin: beginOfText(snapshot, source),
        name,
        location,
        generators: [generator],
      });
    }
  }
  return [...groups.values()];
}

function isNodes(url: string): boolean {
  return url.startsWith('node:') || url === '';
}

/** What a module does at its top is a function that begins where the module does. */
function nameless(location: Location | null): string {
  return location?.line === 0 && location.column === 0 ? '(top level)' : '(anonymous)';
}
