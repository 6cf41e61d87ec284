/** What a snapshot says of suspended functions, as plain values: the JSON form is the same. */

/** A script as V8 knows it. */
export interface Script {
  /** The number that the inspector calls `scriptId`; 0 where the snapshot doesn't say. */
  id: number;
  url: string;
}

export interface Holder {
  /** How many of the group are held by way of this path. */
  count: number;
  /** From the root down, a word each: `variable hubs (src/hub.ts)`, `Map`, `Promise`. Empty where nothing was found to hold it. */
  path: string[];
}

/** Async functions, or async generators, of one place that are suspended at an `await`. */
export interface SuspendedGroup {
  /** As V8 names it; `(anonymous)` where it has no name. */
  function: string;
  /** A path, or a URL where it is no file; of the author where there is a source map. Empty where V8 knows none. */
  file: string;
  /** Where the function begins, from 1; null where it is not known in the author's file. */
  functionLine: number | null;
  /** Of the await, from 1; null where the function has several, or its text is not known. */
  line: number | null;
  /** The lines of all awaits of the function, in order. Empty where its text is not known. */
  lines: number[];
  count: number;
  /** Largest first; no more than three. */
  heldBy: Holder[];
  /** Numbers of up to three of the generators, as `HeapProfiler.getObjectByHeapObjectId` takes them. */
  objects: number[];
}

export interface Suspended {
  total: number;
  /** Largest first. */
  groups: SuspendedGroup[];
  /** Sentences: what a snapshot can't show, and what was left out of this one. */
  notShown: string[];
}
