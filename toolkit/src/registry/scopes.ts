/**
 * Scopes: to which leak test a task belongs. It belongs to the scope that it was started in, whichever others are open
 * at the time, and that is told by its async context, which Node carries through awaits, timers and callbacks.
 *
 * What is started in no scope's context (a server that was listening before, the worker of a pool) belongs to the
 * innermost scope that holds all that are open: to the one test that runs, or, where tests run at the same time, to what
 * surrounds them, and never to one of them by chance.
 *
 * As long as no scope was ever opened, a task pays for all this by one test of a flag.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { LeakGroups } from './leak-groups.ts';
import { MORE } from './record.ts';

export class Scope {
  readonly id: number;
  readonly name: string;
  readonly parent: Scope | null;
  readonly leaks = new LeakGroups();
  /** The open scopes in this one. */
  readonly inner = new Set<Scope>();
  /** What lies in this one and was started in none that is open: after the end of one, or while there were several. */
  readonly others: Scope[] = [];
  /** The one of these for what is started in no context while several are open. */
  together: Scope | null = null;
  /** Once it is closed: to what belongs what is started in its context since. */
  late: Scope | null = null;
  /** The scope of the code that entered it; null where none did. */
  outside: Scope | null = null;

  constructor(id: number, name: string, parent: Scope | null) {
    this.id = id;
    this.name = name;
    this.parent = parent;
  }
}

const storage = new AsyncLocalStorage<Scope | null>();
const byId = new Map<number, Scope>();
const listeners = new Set<() => void>();
const NONE = new Scope(0, '', null);
let lastId = 0;
let used = false;
/** Holds all scopes that are opened where there is no other. */
let ground = NONE;
/** Of what is started in no scope's context. */
let unclaimed = NONE;

/** The number of the scope that a task which starts now belongs to. */
export function scopeNow(): number {
  if (!used) return 0;
  let scope = storage.getStore() ?? unclaimed;
  while (scope.late !== null) scope = scope.late;
  return scope.id;
}

/**
 * Opens a scope in `parent`: by default in the one that was set to run this code. One that this code, or what called it,
 * entered by itself does not count: tests that were called one after the other are no tests of one another.
 */
export function openScope(name: string, parent = runningScope()): Scope {
  return open(name, parent);
}

/** Opens a scope that holds all others until it is closed, and what is started in none. */
export function openGround(name: string): Scope {
  ground = open(name, ground);
  return ground;
}

/** Runs `fn` in the scope. */
export function runInScope<T>(scope: Scope, fn: () => T): T {
  return storage.run(scope, fn);
}

/** Makes the scope that of the code which runs now, until it leaves, and of all that it starts. */
export function enterScope(scope: Scope): void {
  scope.outside = storage.getStore() ?? NONE;
  storage.enterWith(scope);
}

/** Undoes `enterScope` in the code that runs now. */
export function leaveScope(scope: Scope): void {
  if (storage.getStore() === scope) storage.enterWith(scope.outside === NONE ? null : scope.outside);
}

/** What is started in the scope's context from now on was started after its end. The scopes in it are closed with it. */
export function closeScope(scope: Scope): void {
  const { parent } = scope;
  if (scope.late !== null || parent === null) return;
  for (const inner of scope.inner) closeScope(inner);
  parent.inner.delete(scope);
  byId.delete(scope.id);
  if (ground === scope) ground = parent;
  unclaimed = innermostOfAll();
  const late = parent === NONE ? NONE : other(`${scope.name}, but after its end`, parent);
  for (const each of scope.others) {
    byId.delete(each.id);
    each.late = late;
  }
  scope.late = late;
}

/** The scope with this number, as long as somebody may ask for its leaks. */
export function scopeById(id: number): Scope | undefined {
  return byId.get(id);
}

/** The scope, and what lies in it that no closed one has reported. */
export function withInner(scope: Scope): Scope[] {
  return [scope, ...scope.others, ...Array.from(scope.inner, withInner).flat()];
}

/** Calls `listener` whenever a frame that was started in a scope ends, until the function that is returned is called. */
export function onTaskEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function taskEnded(): void {
  for (const listener of listeners) listener();
}

function runningScope(): Scope {
  let scope = storage.getStore() ?? NONE;
  while (scope.outside !== null || scope.late !== null) scope = scope.parent ?? NONE;
  return scope === NONE ? ground : scope;
}

function open(name: string, parent: Scope): Scope {
  used = true;
  MORE.used = true;
  const scope = create(name, parent);
  parent.inner.add(scope);
  unclaimed = innermostOfAll();
  return scope;
}

function create(name: string, parent: Scope): Scope {
  const scope = new Scope(++lastId, name, parent);
  byId.set(scope.id, scope);
  return scope;
}

function other(name: string, parent: Scope): Scope {
  const scope = create(name, parent);
  parent.others.push(scope);
  return scope;
}

function innermostOfAll(): Scope {
  let scope = NONE;
  while (scope.inner.size === 1) for (const inner of scope.inner) scope = inner;
  if (scope.inner.size === 0 || scope === NONE) return scope;
  scope.together ??= other('while several tests ran at the same time, in the context of none of them', scope);
  return scope.together;
}
