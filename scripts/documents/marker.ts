/**
 * The comment right before a fenced block, which names where its content comes from:
 *
 *   <!-- code: labs/02-leaky-query/server.ts#query -->     a region of a file, or a whole file
 *   <!-- output: docs/recorded/leaky-query-check.txt -->   what `npm run docs record` wrote
 */
export interface Marker {
  kind: 'code' | 'output';
  /** Relative to the root. */
  path: string;
  region: string | null;
}

const MARKER = /^<!--\s*(code|output):\s*([^\s#]+)(?:#(\S+))?\s*-->\s*$/;

/** Null where the comment is none of ours. */
export function parseMarker(comment: string): Marker | null {
  const [, kind, path, region = null] = MARKER.exec(comment.trim()) ?? [];
  return (kind === 'code' || kind === 'output') && path !== undefined ? { kind, path, region } : null;
}

export function nameOf({ path, region }: Marker): string {
  return region === null ? path : `${path}#${region}`;
}

/** The word behind the fence: highlighting goes by it. */
export function languageOf({ kind, path }: Marker): string {
  return kind === 'output' ? 'text' : (/\.(\w+)$/.exec(path)?.[1] ?? 'text');
}
