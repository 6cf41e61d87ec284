/**
 * Listeners on an emitter or a target that lives on: whoever listens there for each request, and never stops, leaks.
 *
 * What has few listeners of a kind is not looked at: a request, a response and a socket have theirs, and go.
 */
import { EventEmitter, getEventListeners } from 'node:events';

/** Of one kind. */
const MANY = 8;

const crowded = new Set<WeakRef<Listened>>();
/** What it has many listeners of. */
const kinds = new WeakMap<Listened, Set<string | symbol>>();

type Listened = EventEmitter | EventTarget;

/** From now on. Has to come before the program's first line. */
export function watchEmitters(): void {
  const { addListener, prependListener } = EventEmitter.prototype;
  const { addEventListener } = EventTarget.prototype;
  EventEmitter.prototype.addListener = noting(addListener);
  EventEmitter.prototype.on = EventEmitter.prototype.addListener;
  EventEmitter.prototype.prependListener = noting(prependListener);
  EventTarget.prototype.addEventListener = noting(addEventListener);
}

/** Of what nobody refers to any more, it counts them until it was collected. */
export function emitterListeners(): number {
  let count = 0;
  for (const reference of crowded) {
    const listened = reference.deref();
    if (listened === undefined) crowded.delete(reference);
    else for (const kind of kinds.get(listened) ?? []) count += listenersOf(listened, kind);
  }
  return count;
}

function noting<F extends (...words: never[]) => unknown>(original: F): F {
  return new Proxy(original, {
    apply(target, self, words): unknown {
      const added: unknown = Reflect.apply(target, self, words);
      const [kind] = words;
      // Those of the process and of signals are kinds of their own.
      if (self !== process && !(self instanceof AbortSignal) && isKind(kind) && listenersOf(self, kind) > MANY)
        note(self, kind);
      return added;
    },
  });
}

function isKind(kind: unknown): kind is string | symbol {
  return typeof kind === 'string' || typeof kind === 'symbol';
}

function note(listened: Listened, kind: string | symbol): void {
  const known = kinds.get(listened);
  if (known !== undefined) return void known.add(kind);
  kinds.set(listened, new Set([kind]));
  crowded.add(new WeakRef(listened));
}

function listenersOf(listened: Listened, kind: string | symbol): number {
  if (listened instanceof EventEmitter) return listened.listenerCount(kind);
  return listened instanceof EventTarget && typeof kind === 'string' ? getEventListeners(listened, kind).length : 0;
}
