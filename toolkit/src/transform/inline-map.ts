/** Source maps at the end of a text, as `data:` URLs. Where another loader came first, its map and ours are composed. */
import { createRequire } from 'node:module';
import type remapping from '@jridgewell/remapping';
import type { SourceMap } from './render.ts';

const COMMENT = /\n\/\/[#@] sourceMappingURL=data:application\/json[^,\n]*;base64,([A-Za-z0-9+/=]+)\s*$/;

/** The text with `map` at its end; with a map there already, with the two in one. */
export function withMap(text: string, map: SourceMap): string {
  const encoded = COMMENT.exec(text)?.[1];
  const bare = encoded === undefined ? text : text.replace(COMMENT, '');
  const final =
    encoded === undefined ? JSON.stringify(map) : compose(map, Buffer.from(encoded, 'base64').toString('utf8'));
  return `${bare}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(final).toString('base64')}`;
}

function compose(outer: SourceMap, inner: string): string {
  try {
    // Loaded late: only where two loaders meet.
    const loaded = createRequire(import.meta.url)('@jridgewell/remapping') as
      | { default: typeof remapping }
      | typeof remapping;
    const remap = typeof loaded === 'function' ? loaded : loaded.default;
    let asked = false;
    return remap(outer as Parameters<typeof remapping>[0], () => {
      if (asked) return null;
      asked = true;
      return inner;
    }).toString();
  } catch {
    // A map that can't be read is no reason to stop the program; ours alone still has the right lines of the text it got.
    return JSON.stringify(outer);
  }
}
