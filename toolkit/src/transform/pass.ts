/** What the rules of the transform share while they walk one file. */
import type { ArrowFunctionExpression, Function as FunctionNode, Node } from '@oxc-project/types';
import type { SiteKind } from '../registry/sites.ts';
import type { Insertions } from './insertion.ts';
import type { Visit } from './syntax.ts';

export type AsyncFunction = ArrowFunctionExpression | FunctionNode;

/** The async function that the walk is in. */
export interface Frame {
  name: string;
  /** Local number of its site. */
  site: number;
  generator: boolean;
  /** Behind which nothing runs but the exit. */
  lastAwait: Node | null;
  /** The line of the call that is noted as the one that runs; 0 where none is. */
  line: number;
  /** The sites of its calls, one for each line. */
  callSites: Map<number, number>;
  /** Calls whose promise is awaited or returned, with the site that it is at, and its line. */
  valued: Map<Node, { at: number; line: number }>;
  /** Parts of optional chains. */
  chained: Set<Node>;
  /** How many loops the walk is in that call something when they are left, and scopes with resources. */
  closing: number;
  /** Something of the program's may throw behind a `return`. */
  throwsLate: boolean;
  /** Innermost last, with the site that runs between two turns, where something does. */
  loops: { label: string | null; turn: number | null }[];
}

/** What the walk is in. */
export interface Scope {
  className: string | null;
  /** Qualified name of the function around, empty at the top of the file. */
  around: string;
  frame: Frame | null;
}

export interface Pass {
  source: string;
  insertions: Insertions;
  visit: Visit;
  /** Registers a site of the file; returns its local number. */
  site(offset: number, kind: SiteKind, name: string, functionSite?: number): number;
  /** The function is left alone, and named. */
  skip(offset: number, reason: string): void;
  /** The line of an offset, from 1. */
  lineOf(offset: number): number;
  /** How many functions without a name there are in `around` by now, this one among them. */
  nextUnnamed(around: string): number;
  /** A name that no other function of the file has: behind the one that is called so first, with what is around it. */
  unique(name: string, around: string): string;
  /** Where what stands before `offset` ends, whitespace and comments passed over. */
  endBefore(offset: number): number;
  /** Whether the author opted the function at `offset` out. */
  optedOut(offset: number): boolean;
  /** `listed`: whether the node is a statement of a list, so that statements can be added beside it. */
  walk(node: Node, parent: Node | null, scope: Scope, listed?: boolean): void;
  walkChildren(node: Node, scope: Scope, listed?: boolean): void;
}
