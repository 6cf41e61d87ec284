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
  /** How many `try` blocks with a `finally` the walk is in: there a `return` does not end the frame at once. */
  finallyDepth: number;
}

/** What the walk is in. */
export interface Scope {
  className: string | null;
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
  /** Where what stands before `offset` ends, whitespace and comments passed over. */
  endBefore(offset: number): number;
  /** Whether the author opted the function at `offset` out. */
  optedOut(offset: number): boolean;
  /** `listed`: whether the node is a statement of a list, so that statements can be added beside it. */
  walk(node: Node, parent: Node | null, scope: Scope, listed?: boolean): void;
  /** Closes `text` behind `node`, once all that is in it is closed. */
  lateClose(node: Node, text: string): void;
  walkChildren(node: Node, scope: Scope, listed?: boolean): void;
}
