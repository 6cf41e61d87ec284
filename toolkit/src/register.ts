/**
 * `node --import taskscope/register app.ts`: every async function of the program's own files is a tracked frame.
 *
 * Fails open: a file that can't be transformed runs as it is, and is named by `skipped()`; where nothing can be, the whole
 * program runs untracked, with one warning.
 */
import Module, { type LoadFnOutput, type LoadHookContext } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { reportAtExit } from './exit-report.ts';
import { instrument } from './instrument.ts';
import { registry } from './registry/registry.ts';
import { answerForThread } from './threads/answer.ts';
import { watchWorkers } from './threads/watch.ts';
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
  patchCompile();
}

function load(
  url: string,
  context: LoadHookContext,
  nextLoad: (url: string, context?: Partial<LoadHookContext>) => LoadFnOutput,
): LoadFnOutput {
  const loaded = nextLoad(url, context);
  if (loaded.source === undefined || loaded.source === null || !isOwn(url)) return loaded;
  // With any hook, Node 22 runs such a module by a `require` that fails for ES modules; its own loader does not.
  if (NODE_22 && loaded.format === 'commonjs-typescript' && context.conditions.includes('import')) {
    return { ...loaded, format: 'commonjs', source: undefined };
  }
  const sourceType = sourceTypeOf(loaded.format);
  if (sourceType === undefined) return loaded;
  const source =
    typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
  const transformed = instrument(url, source, sourceType, { compiled: false });
  return transformed === null ? loaded : { ...loaded, source: transformed };
}

/** CommonJS loaders such as tsx read files by themselves, behind the hooks. What they have made of one is handed to `_compile`. */
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
  // The hook has seen what Node reads itself.
  if (content.includes('$ts_enter(') || !isOwn(url)) return content;
  const typed = typeof format === 'string' && format.endsWith('-typescript');
  return instrument(url, content, null, { compiled: !typed }) ?? content;
}

/** Undefined for what is no JavaScript; null where only the syntax tells. */
function sourceTypeOf(format: string | null | undefined): SourceType | null | undefined {
  if (format === null || format === undefined) return null;
  if (/^module(-typescript)?$/.test(format)) return 'module';
  return /^commonjs(-typescript)?$/.test(format) ? 'commonjs' : undefined;
}
