/**
 * What a socket, a child process or another thing that Node itself holds is called in the program: the shortest way to it from Node
 * names no variable, though one may lead to it.
 */
import { functionsOfContexts, isModuleScope, scriptNode } from './scopes.ts';
import type { Snapshot } from './snapshot.ts';

export interface AuthorsVariable {
  text: string;
  /** Where it is a property of the variable: `.stdout`; else empty. */
  property: string;
  scope: number;
}

/** Of what many things refer to, nobody would ask. */
const REFERRING = 10_000;

/** By node, for those that a variable of a module of the author leads to, or a property of what such a variable leads to. */
export function authorsVariables(snapshot: Snapshot, nodes: ReadonlySet<number>): Map<number, AuthorsVariable> {
  const found = variablesOf(snapshot, nodes);
  const owners = ownersOf(snapshot, nodes);
  const ofOwners = variablesOf(snapshot, new Set(owners.keys()));
  for (const [owner, { property, node }] of owners) {
    const variable = ofOwners.get(owner);
    if (variable === undefined || found.has(node)) continue;
    found.set(node, { ...variable, property: `.${property}` });
  }
  return found;
}

function variablesOf(snapshot: Snapshot, nodes: ReadonlySet<number>): Map<number, AuthorsVariable> {
  const found: { node: number; text: string; scope: number }[] = [];
  eachEdge(snapshot, 'context', nodes, (from, edge) => {
    if (isModuleScope(snapshot, from)) {
      found.push({ node: snapshot.to(edge), text: snapshot.label(edge), scope: from });
    }
  });
  const functions = functionsOfContexts(snapshot, new Set(found.map(({ scope }) => scope)));
  const variables = new Map<number, AuthorsVariable>();
  for (const { node, text, scope } of found) {
    const script = scriptNode(snapshot, functions.get(scope) ?? -1);
    if (script >= 0 && !snapshot.name(script).startsWith('node:')) variables.set(node, { text, property: '', scope });
  }
  return variables;
}

function ownersOf(snapshot: Snapshot, nodes: ReadonlySet<number>): Map<number, { property: string; node: number }> {
  const owners = new Map<number, { property: string; node: number }>();
  eachEdge(snapshot, 'property', nodes, (from, edge) => {
    const property = snapshot.label(edge);
    // What Node calls its own is no name that the author has written.
    if (/^[a-z]\w*$/i.test(property) && owners.size < REFERRING)
      owners.set(from, { property, node: snapshot.to(edge) });
  });
  return owners;
}

function eachEdge(
  snapshot: Snapshot,
  kind: string,
  nodes: ReadonlySet<number>,
  visit: (from: number, edge: number) => void,
): void {
  if (nodes.size === 0) return;
  const { edgeType, edgeTo } = snapshot.columns;
  const type = snapshot.edgeKind(kind);
  for (let node = 0, edge = 0; node < snapshot.nodes; node++) {
    for (const end = snapshot.end(node); edge < end; edge++) {
      if (edgeType[edge] === type && nodes.has(edgeTo[edge] ?? 0)) visit(node, edge);
    }
  }
}
