/**
 * `node --import taskscope/register app.ts`: every async function of the program's own files is a tracked frame.
 *
 * Fails open: a file that can't be transformed runs as it is, and is named by `skipped()`; where nothing can be, the whole
 * program runs untracked, with one warning.
 */
import { readFileSync } from 'node:fs';
import Module, { type LoadFnOutput, type LoadHookContext } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { correctCoverage, isCounted, warnOfCoverageInProcess } from './coverage.ts';
import { reportAtExit } from './exit-report.ts';
import { instrument } from './instrument.ts';
import { registry } from './registry/registry.ts';
import { isRequiredEntry } from './required-entry.ts';
import { answerForThread } from './threads/answer.ts';
import { watchWorkers } from './threads/watch.ts';
import { placeInLoaded } from './transform/loaded-texts.ts';
import { patchToString } from './transform/original-text.ts';
import type { SourceType } from './transform/parse.ts';
import { GLOBAL_NAME } from './transform/render.ts';
import { selector } from './transform/selection.ts';
import { warn } from './warn.ts';

const { TASKSCOPE_INCLUDE: include, TASKSCOPE_EXCLUDE: exclude, TASKSCOPE_EXIT_REPORT: report } = process.env;
const isOwn = selector({ include, exclude }, dirname(fileURLToPath(import.meta.url)));
const NODE_22 = process.versions.node.startsWith('22.');

// A second copy of the package finds the first one's hooks at work.
if (!(GLOBAL_NAME in globalThis)) install();

function install(): void {
  Object.defineProperty(globalThis, GLOBAL_NAME, {
    value: registry,
    enumerable: false,
    // As in `registry.ts`.
    configurable: true,
    writable: false,
  });
  if (report === '1') reportAtExit();
  watchWorkers();
  if (!isMainThread) answerForThread();
  // Named in an import, what an old Node lacks would end the program.
  const { registerHooks } = Module;
  if (typeof registerHooks !== 'function') {
    return warn(`Node ${process.version} has no \`module.registerHooks\`. Use Node 22.15 or newer.`);
  }
  if (!patchToString()) return warn('`Function.prototype` is frozen. Leave out `--frozen-intrinsics`.');
  registerHooks({ load });
  registry.startTracking();
  registry.noteComplete();
  registry.answerAuthorPlaces(placeInLoaded);
  patchCompile();
  const { NODE_V8_COVERAGE: coverage } = process.env;
  if (coverage && isCounted) correctCoverage(coverage);
  warnOfCoverageInProcess();
}

function load(
  url: string,
  context: LoadHookContext,
  nextLoad: (url: string, context?: Partial<LoadHookContext>) => LoadFnOutput,
): LoadFnOutput {
  const imported = context.conditions.includes('import');
  if (imported && isRequiredEntry(url)) return { format: 'commonjs', source: undefined, shortCircuit: true };
  const loaded = nextLoad(url, context);
  if (loaded.source === undefined || loaded.source === null || !isOwn(url)) return loaded;
  // With any hook, Node 22 runs such a module by a `require` that fails for ES modules; its own loader does not.
  if (NODE_22 && loaded.format === 'commonjs-typescript' && imported) {
    return { ...loaded, format: 'commonjs', source: undefined };
  }
  // What is required comes by `_compile`, behind all that compiles it on the way.
  if (!imported) return loaded;
  const sourceType = sourceTypeOf(loaded.format);
  if (sourceType === undefined) return loaded;
  const source =
    typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
  if (sourceType === 'commonjs' && isFileText(url, source)) return loaded;
  const transformed = instrument(url, source, { sourceType, compiled: false, isOwn });
  return transformed === null ? loaded : { ...loaded, source: transformed };
}

/**
 * Node imports a CommonJS file by a `require` of it, and then `_compile` has it as well. Not so what a loader on a thread of
 * its own has made of the file: that is run as it comes.
 */
function isFileText(url: string, source: string): boolean {
  try {
    return source === readFileSync(fileURLToPath(url), 'utf8');
  } catch {
    return false;
  }
}

/**
 * CommonJS is handed to `_compile` once everybody has had it: Node's own loader, those that read files by themselves, such as
 * tsx, and the require hooks of Babel, ts-node, swc and sucrase, which compile what the loader reads. Text that they still
 * have to compile is not ours to touch: what it is going to be can't be known.
 */
function patchCompile(): void {
  const compile: unknown = Reflect.get(Module.prototype, '_compile');
  if (typeof compile !== 'function') return;
  const patch = {
    _compile(this: unknown, content: unknown, file: unknown, format: unknown, ...rest: unknown[]): unknown {
      const text = typeof content === 'string' && typeof file === 'string' ? compiled(content, file, format) : content;
      return Reflect.apply(compile, this, [text, file, format, ...rest]);
    },
  };
  Reflect.set(Module.prototype, '_compile', patch._compile);
}

function compiled(content: string, file: string, format: unknown): string {
  const url = pathToFileURL(file).href;
  // The load hook has seen what came by an import.
  if (content.includes('$ts_enter(')) {
    registry.noteTransformed(file, url);
    return content;
  }
  if (!isOwn(url)) return content;
  const typed = typeof format === 'string' && format.endsWith('-typescript');
  return instrument(url, content, { sourceType: null, compiled: !typed, isOwn }) ?? content;
}

/** Undefined for what is no JavaScript; null where only the syntax tells. */
function sourceTypeOf(format: string | null | undefined): SourceType | null | undefined {
  if (format === null || format === undefined) return null;
  if (/^module(-typescript)?$/.test(format)) return 'module';
  return /^commonjs(-typescript)?$/.test(format) ? 'commonjs' : undefined;
}
