/**
 * A transformer for Jest: what `transformer` makes of a file (default `babel-jest`), with every async function of it tracked.
 *
 *     transform: { '\\.tsx?$': ['taskscope/jest-transformer', { transformer: 'ts-jest', options: {} }] }
 *
 * It comes last, since Babel moves mocks to the front and looks at what they refer to. Where the one before turns async
 * functions into generators (a target before ES2017), nothing is left to track.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { codeDigest } from '../transform/cache.ts';
import { portable } from '../transform/portable.ts';
import { type Selection, selector } from '../transform/selection.ts';
import { jestsOwn } from './jests-own.ts';

interface Result {
  code: string;
  map?: string | object | null;
}

interface JestTransformer {
  canInstrument?: boolean;
  process?(source: string, file: string, options: unknown): Result;
  processAsync?(source: string, file: string, options: unknown): Promise<Result>;
  getCacheKey?(source: string, file: string, options: unknown): string;
}

interface Factory {
  createTransformer(options?: unknown): JestTransformer | Promise<JestTransformer>;
}

export interface TransformerOptions extends Selection {
  transformer?: string;
  options?: unknown;
}

const OWN = fileURLToPath(new URL('..', import.meta.url));
const DIGEST = codeDigest(fileURLToPath(new URL('../transform/', import.meta.url)));

/** At once where the one before is made at once: Jest 28 does not wait. */
function createTransformer(config: TransformerOptions = {}): JestTransformer | Promise<JestTransformer> {
  const { transformer = 'babel-jest', options } = config;
  const loaded = defaultOf(jestsOwn(transformer, process.cwd())) as JestTransformer | Factory;
  const inner = 'createTransformer' in loaded ? loaded.createTransformer(options) : loaded;
  return inner instanceof Promise ? inner.then((made) => behind(made, config)) : behind(inner, config);
}

function behind(
  inner: JestTransformer,
  { transformer = 'babel-jest', include, exclude }: TransformerOptions,
): Required<JestTransformer> {
  const isOwn = selector({ include, exclude }, OWN);
  const track = (result: Result, file: string): Result =>
    isOwn(pathToFileURL(file).href) ? (portable(file, withMap(result), { compiled: true, isOwn }) ?? result) : result;
  const processed = (source: string, file: string, transformOptions: unknown): Result => {
    if (inner.process === undefined) throw new TypeError(`\`${transformer}\` can't transform a CommonJS file.`);
    return track(inner.process(source, file, transformOptions), file);
  };
  return {
    canInstrument: inner.canInstrument ?? false,
    getCacheKey: (source, file, transformOptions) =>
      `${inner.getCacheKey?.(source, file, transformOptions) ?? source}${DIGEST}`,
    process: processed,
    processAsync: async (source, file, transformOptions) =>
      inner.processAsync === undefined
        ? processed(source, file, transformOptions)
        : track(await inner.processAsync(source, file, transformOptions), file),
  };
}

/** What a module exports by default, where it was one before it was compiled, as Jest sees it. */
function defaultOf(exported: unknown): unknown {
  const isModule = typeof exported === 'object' && exported !== null && 'default' in exported;
  return isModule ? exported.default : exported;
}

/** The code with its map in it, where it came beside it. */
function withMap({ code, map }: Result): string {
  if (map === undefined || map === null || code.includes('\n//# sourceMappingURL=data:')) return code;
  const text = typeof map === 'string' ? map : JSON.stringify(map);
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(text).toString('base64')}`;
}

export default { createTransformer } satisfies Factory;
