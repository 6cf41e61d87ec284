/**
 * A while in which the timers of the program stand still. Who answers then needed no clock to; who waits half a second for a
 * row that it need not wait for does not answer. What waits for a short time only goes on: who looks every few milliseconds
 * whether a row has come is as right as who is told.
 */
import { clearTimeout, setImmediate } from './real-timers.ts';

type Callback = (this: unknown, ...words: unknown[]) => void;

/** What Node keeps in a timer: its callback, when it was set, and that it is over. */
type Timer = NodeJS.Timeout & { _onTimeout: unknown; _idleStart: number; _destroyed: boolean };

/** Milliseconds. Timers that are set for longer stand still. */
const SHORT = 50;

/** When each that was due meanwhile was set last, by us, and what it would have done, in order; null while time goes on. */
let due: Map<Timer, { setAt: number; fire: () => void }> | null = null;
const originals = new WeakMap<object, Callback>();

export function standStill(): void {
  due ??= new Map();
}

/** What was due meanwhile comes now, each in a turn of its own: what it throws has to reach the process, as it does by the clock. */
export function goOn(): void {
  const late = due ?? new Map<Timer, { setAt: number; fire: () => void }>();
  due = null;
  for (const [timer, { setAt, fire }] of late) {
    setImmediate(() => {
      // Cleared meanwhile, or set anew: then it comes by the clock, if at all.
      if (!timer._destroyed && timer._idleStart === setAt) fireOnce(timer, fire);
    });
  }
}

/**
 * A timer's callback that does not come while time stands still. One that is due is set anew again and again, so that it can
 * be cleared by all that clears a timer, its number too. One that `repeats` comes at its next turn after that.
 */
export function standing(callback: Callback, ms: unknown, repeats: boolean): Callback {
  if (!(typeof ms === 'number' && ms > SHORT)) return callback;
  const stands = function stands(this: Timer, ...words: unknown[]): void {
    if (due === null) Reflect.apply(callback, this, words);
    else if (!repeats) {
      this.refresh();
      due.set(this, { setAt: this._idleStart, fire: () => Reflect.apply(callback, this, words) });
    }
  };
  originals.set(stands, callback);
  return stands as Callback;
}

/** As the program gave it. */
export function originalOf(callback: object | null): object | null {
  return callback === null ? null : (originals.get(callback) ?? callback);
}

/** It would fire once more by the clock, unless its own callback sets it anew. */
function fireOnce(timer: Timer, fire: () => void): void {
  timer._idleStart = Number.NaN;
  try {
    fire();
  } finally {
    if (Number.isNaN(timer._idleStart)) clearTimeout(timer);
  }
}
