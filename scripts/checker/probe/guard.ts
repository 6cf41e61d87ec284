/**
 * Watches over what the count rests on. A program can do anything to its own process; what no fix has a reason to do is
 * noticed here, and then the checker says that it could not judge.
 */
import { Module, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { profile, taskCount } from 'taskscope';
import type { Tampering } from '../protocol.ts';

const TOOLKIT = new URL('../../../toolkit/src/', import.meta.url).href;
const CHECKER = new URL('../', import.meta.url).href;
/** What transformed modules import, by this URL. */
const RUNTIME = `${TOOLKIT}runtime.ts`;
/** Where the toolkit keeps its registry: for other copies of itself, and for transformed CommonJS modules. */
const REGISTRY = Symbol.for('taskscope.registry.2');
const COMMONJS_RUNTIME = '$ts_runtime';
/** Stands once in each that is transformed. */
const COMMONJS_HEADER = `}=${COMMONJS_RUNTIME};`;

const FUNCTIONS = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'],
  'queueMicrotask',
];
const OBJECTS = [
  ...['Array', 'FinalizationRegistry', 'Function', 'JSON', 'Map', 'Object', 'Promise', 'Proxy', 'Reflect', 'Set'],
  ...['Symbol', 'WeakMap', 'WeakRef', 'WeakSet'],
];
const PROCESS = [
  'emit',
  'exit',
  'getActiveResourcesInfo',
  'kill',
  'nextTick',
  'off',
  'on',
  'once',
  'removeAllListeners',
];

export class Guard {
  /** By what would be said of it: once each. */
  readonly #reached = new Map<string, Tampering>();
  /** What was there before the first line of the program. */
  #builtIn: Map<string, unknown> | null = null;
  /** Reads of the runtime that transformed CommonJS modules are about to make. */
  #dueReads = 0;

  /** `isOwn`: whether a module with this URL belongs to the program that is judged. */
  constructor(isOwn: (url: string) => boolean) {
    registerHooks({
      resolve: (specifier, context, next) => {
        const resolved = next(specifier, context);
        if (reachesIn(specifier, resolved.url, context.parentURL))
          this.#noteReach({ how: 'imports', name: nameOf(resolved.url) });
        return resolved;
      },
      load: (url, context, next) => {
        if (isOwn(url)) this.#builtIn ??= builtIn();
        const loaded = next(url, context);
        if (typeof loaded.source === 'string' && loaded.source.includes(COMMONJS_HEADER)) this.#dueReads++;
        return loaded;
      },
    });
    this.#watchCompile(isOwn);
    this.#watch(REGISTRY, () => false);
    this.#watch(COMMONJS_RUNTIME, () => this.#dueReads-- > 0);
  }

  /** What the program did to the ground that the count stands on; empty for every program that minds its own business. */
  found(): Tampering[] {
    const now = builtIn();
    const replaced = [...(this.#builtIn ?? [])].filter(([name, value]) => now.get(name) !== value);
    // The first one: with `Promise`, everything in it is another one as well.
    const [name] = replaced[0] ?? [];
    return [
      ...this.#reached.values(),
      ...(name === undefined ? [] : [{ how: 'replaces', name } as const]),
      ...(profile().total === taskCount() ? [] : [{ how: 'counts' } as const]),
    ];
  }

  #noteReach(tampering: Tampering): void {
    this.#reached.set(JSON.stringify(tampering), tampering);
  }

  /** tsx reads CommonJS by itself, behind the hooks: it is transformed on its way into `_compile`, which comes next. */
  #watchCompile(isOwn: (url: string) => boolean): void {
    const compile: unknown = Reflect.get(Module.prototype, '_compile');
    if (typeof compile !== 'function') return;
    const guard = this;
    Reflect.set(Module.prototype, '_compile', function watched(this: unknown, ...words: unknown[]): unknown {
      const [content, file] = words.map(String);
      const seen = content?.includes(COMMONJS_HEADER) || file === undefined || !isOwn(pathToFileURL(file).href);
      if (!seen && /\basync\b/.test(content ?? '')) guard.#dueReads++;
      return Reflect.apply(compile, this, words);
    });
  }

  /** The toolkit itself has read these by now. */
  #watch(key: string | symbol, expected: () => boolean): void {
    const value: unknown = Reflect.get(globalThis, key);
    Object.defineProperty(globalThis, key, {
      get: () => {
        if (!expected()) this.#noteReach({ how: 'reaches in' });
        return value;
      },
      enumerable: false,
      configurable: false,
    });
  }
}

/** Public names come by `taskscope` and `taskscope/…`; the rest, and the checker, no fix has a reason to import. */
function reachesIn(specifier: string, url: string, parent = ''): boolean {
  return isInternal(url) && !isInternal(parent) && url !== RUNTIME && !/^taskscope(\/|$)/.test(specifier);
}

function isInternal(url: string): boolean {
  if (url.startsWith(TOOLKIT)) return true;
  return url.startsWith(CHECKER) && /^((probe|service)\/|[^/]+$)/.test(url.slice(CHECKER.length));
}

function nameOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url;
}

/** The functions of the language and of Node that the toolkit and the probe call, by name. */
function builtIn(): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const name of FUNCTIONS) found.set(name, Reflect.get(globalThis, name));
  for (const name of PROCESS) found.set(`process.${name}`, Reflect.get(process, name));
  for (const name of OBJECTS) {
    const object: object = Reflect.get(globalThis, name);
    found.set(name, object);
    addFunctions(found, name, object);
    const { prototype } = Object.getOwnPropertyDescriptors(object);
    if (prototype !== undefined) addFunctions(found, `${name}.prototype`, prototype.value);
  }
  return found;
}

function addFunctions(found: Map<string, unknown>, name: string, object: unknown): void {
  for (const [key, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
    if (typeof value === 'function' && key !== 'constructor') found.set(`${name}.${key}`, value);
    else if (get !== undefined) found.set(`${name}.${key}`, get);
  }
}
