/** Whose scopes the contexts of a snapshot are: of which file, and whether of a module as a whole. */
import type { Snapshot } from './snapshot.ts';

/** Of a module's variables no more is to be said than their name: whatever function of it lives keeps them. */
export function isModuleScope(snapshot: Snapshot, context: number): boolean {
  const extension = snapshot.follow(context, 'extension');
  if (extension >= 0 && snapshot.name(extension) === 'system / SourceTextModule') return true;
  const around = snapshot.follow(context, 'previous');
  return around >= 0 && /^system \/ (Native|Script)Context/.test(snapshot.name(around));
}

/** The context of a module; -1 where no function of it needs one. */
export function moduleScope(snapshot: Snapshot, module: number): number {
  const [name = -1] = snapshot.strings.find(['system / Context']);
  for (let node = 0; node < snapshot.nodes; node++) {
    if (snapshot.columns.nodeName[node] === name && snapshot.follow(node, 'extension') === module) return node;
  }
  return -1;
}

/** The script that the function stands in; -1 where V8 shows none. */
export function scriptNode(snapshot: Snapshot, closure: number): number {
  const shared = closure < 0 ? -1 : snapshot.follow(closure, 'shared');
  return shared < 0 ? -1 : snapshot.follow(shared, 'script');
}

/** For each scope, a function that was made in it: that tells its script. */
export function functionsOfContexts(snapshot: Snapshot, contexts: ReadonlySet<number>): Map<number, number> {
  const functions = new Map<number, number>();
  const closure = snapshot.nodeKind('closure');
  if (contexts.size === 0) return functions;
  for (let node = 0; node < snapshot.nodes; node++) {
    if (snapshot.columns.nodeType[node] !== closure) continue;
    const context = snapshot.follow(node, 'context');
    if (!contexts.has(context) || functions.has(context)) continue;
    if (scriptNode(snapshot, node) >= 0) functions.set(context, node);
  }
  return functions;
}
