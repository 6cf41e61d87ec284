/** Properties whose key is a symbol: what the program calls one is told, what Node keeps its own state under is not. */
import { scriptNode } from './scopes.ts';
import type { Snapshot } from './snapshot.ts';

const SYMBOL = /^<symbol (.*)>$/s;
/** As Node names its own. */
const OF_NODE = /^(k[A-Z]|node:|nodejs\.)|_symbol$/;

/** `[Symbol(name)]`; an empty text where it is one of Node's own; null where the key is no symbol. */
export function symbolKey(snapshot: Snapshot, from: number, label: string): string | null {
  const name = SYMBOL.exec(label)?.[1];
  if (name === undefined) return null;
  return OF_NODE.test(name) || isOfNode(snapshot, from) ? '' : `[Symbol(${name})]`;
}

/** Whether the object is of a class of Node's own. */
function isOfNode(snapshot: Snapshot, object: number): boolean {
  const prototype = snapshot.follow(object, '__proto__');
  const creator = prototype < 0 ? -1 : snapshot.follow(prototype, 'constructor');
  const script = scriptNode(snapshot, creator);
  return script >= 0 && snapshot.name(script).startsWith('node:');
}
