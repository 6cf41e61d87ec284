/** The path from the roots to a suspended function, in words that an engineer knows. What is V8's own business is left out. */
import { blockVariable, isBlockVariable } from './block-variables.ts';
import { isDictionary } from './dictionary.ts';
import { exportedName } from './exported.ts';
import type { Step } from './retainers.ts';
import { isModuleScope, moduleScope } from './scopes.ts';
import type { Snapshot } from './snapshot.ts';
import { symbolKey } from './symbols.ts';

export interface Word {
  text: string;
  /** Of a module's variable, the context of the module: its file may be told. */
  scope?: number;
  /** What it speaks of. */
  node?: number;
  /** Where it says what a variable is called: `names`, in the scope `context`. */
  variable?: { context: number; names: readonly string[] };
  /** Where it is that of a suspended function. */
  closure?: number;
}

const CELL = 'system / Cell';
/** Classes that say nothing: what they are called by does. */
const PLAIN = new Set(['Object', 'Array', '', 'Function', 'Arguments', 'TimersList', 'Listener']);
/** Properties of Node's own that stand between two things with names. */
const SILENT = new Set(['_events', '_idleNext', '_idlePrev', '_onTimeout', '_onImmediate', 'owner']);
const WEAK_PAIR = / \/ part of key .* -> value .* pair in WeakMap /;
const STORAGE = /kResourceStore|kAsyncContextFrame|async_context_frame/i;
/** Where V8 keeps those who wait for a place in shared memory. */
const WAIT_ASYNC = 'atomics_waitasync_promises';
const WORDS = 12;

export class PathWords {
  readonly #snapshot: Snapshot;
  readonly #modules = new Map<number, boolean>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** From the root down to the promise that the function awaits. Of a very long path, the middle is left out. */
  of(path: readonly Step[]): Word[] {
    const words: Word[] = [];
    for (let index = this.#firstTold(path); index < path.length - 1; index++) {
      const word = this.#word(path, index);
      const node = path[index]?.to ?? 0;
      if (word !== null && word.text !== words.at(-1)?.text) words.push({ ...word, node });
    }
    if (words.length <= WORDS) return words;
    return [...words.slice(0, WORDS / 2), { text: '…' }, ...words.slice(-WORDS / 2)];
  }

  /** The last variable of a module: how its scope is reached is chance. */
  #firstTold(path: readonly Step[]): number {
    const last = path.findLastIndex(({ from, edge, to }) => {
      if (this.#snapshot.name(to) === CELL) return true;
      return this.#snapshot.edgeKindOf(edge) === 'context' && this.#isModule(from);
    });
    return Math.max(last, 0);
  }

  #isModule(context: number): boolean {
    const known = this.#modules.get(context) ?? isModuleScope(this.#snapshot, context);
    this.#modules.set(context, known);
    return known;
  }

  #word(path: readonly Step[], index: number): Word | null {
    const snapshot = this.#snapshot;
    const { from, edge, to } = path[index] ?? { from: 0, edge: 0, to: 0 };
    const before = path[index - 1];
    const label = snapshot.label(edge);
    const type = this.#type(to);
    if (snapshot.name(to) === 'Timeout') return timeout(snapshot, before);
    switch (snapshot.edgeKindOf(edge)) {
      case 'context':
        if (label === 'timerListMap') return null;
        return {
          text: named(`variable ${label}`, type),
          variable: { context: from, names: [label] },
          ...(this.#isModule(from) ? { scope: from } : {}),
        };
      case 'property':
        return this.#property(from, label, type, before);
      case 'element':
        return snapshot.name(from) === 'Array' ? { text: named('[]', type) } : type === '' ? null : { text: type };
      case 'internal': {
        if (WEAK_PAIR.test(label)) return { text: named('value of a WeakMap', type) };
        if (label === WAIT_ASYNC) return { text: 'Atomics.waitAsync' };
        const exported = snapshot.name(to) === CELL ? exportedName(snapshot, path.slice(0, index + 1)) : null;
        if (exported === null) break;
        return { text: `variable ${exported.name}`, scope: moduleScope(snapshot, exported.module) };
      }
      case 'hidden': {
        const names = isBlockVariable(snapshot, from, edge) ? blockVariable(snapshot, from, edge) : [];
        if (names.length > 0) {
          return { text: named(`variable ${names.join(' or ')}`, type), variable: { context: from, names } };
        }
      }
    }
    return this.#standing(to, type);
  }

  /** What needs no edge to be known by: a promise, a suspended function, a handle, a class. */
  #standing(node: number, type: string): Word | null {
    const snapshot = this.#snapshot;
    const kind = snapshot.kindOf(node);
    if (kind === 'native') return { text: snapshot.name(node) };
    if (kind !== 'object') return null;
    if (snapshot.follow(node, 'parameters_and_registers') < 0) return type === '' ? null : { text: type };
    const closure = snapshot.follow(node, 'function');
    return { text: `async ${(closure < 0 ? '' : snapshot.name(closure)) || '(anonymous)'}`, closure };
  }

  #property(from: number, label: string, type: string, before: Step | undefined): Word | null {
    const snapshot = this.#snapshot;
    const above = before === undefined ? '' : snapshot.label(before.edge);
    const holder = snapshot.name(from);
    if (above === '_events') return { text: `listener "${label}"` };
    if (isDictionary(snapshot, from)) return { text: named('[]', type) };
    if (holder === 'Listener' && label === 'listener') return { text: 'listener' };
    // What `once` makes of a listener.
    if (label === 'listener' && snapshot.kindOf(from) === 'closure') return null;
    if (STORAGE.test(label)) return { text: 'AsyncLocalStorage' };
    const symbol = symbolKey(snapshot, from, label);
    if (SILENT.has(label) || symbol === '' || holder === 'TimersList' || isRootListener(holder, label, type))
      return type === '' || type === 'Map' ? null : { text: type };
    const key = symbol ?? `.${label}`;
    if (snapshot.kindOf(from) === 'closure' && holder !== '') return { text: named(`${holder}${key}`, type) };
    return { text: named(isGlobal(holder) ? `globalThis${key}` : key, type) };
  }

  /** What the object is, in one word; empty where that says nothing. */
  #type(node: number): string {
    const snapshot = this.#snapshot;
    if (snapshot.kindOf(node) !== 'object') return '';
    const name = snapshot.name(node).replace(/ \/ .*$/s, '');
    // What Node calls a module, and nobody else does.
    if (name === 'ModuleWrap') return 'its module';
    return PLAIN.has(name) || name === 'system' || isGlobal(name) ? '' : name;
  }
}

/** Where an `EventTarget` begins the list of those who listen for an event. */
function isRootListener(holder: string, label: string, type: string): boolean {
  return label === 'next' && (holder === 'Object' || holder === 'Listener') && type === '';
}

function isGlobal(name: string): boolean {
  return /^global(This)?( |$)/.test(name);
}

/** A timer stands in the list of all that have its milliseconds, and they are the key of that list. */
function timeout(snapshot: Snapshot, before: Step | undefined): Word {
  if (before === undefined || snapshot.name(before.to) !== 'TimersList') return { text: 'Timeout' };
  const milliseconds = snapshot.label(before.edge);
  return { text: /^\d+$/.test(milliseconds) ? `Timeout of ${milliseconds} ms` : 'Timeout' };
}

function named(name: string, type: string): string {
  return type === '' ? name : `${name}: ${type}`;
}
