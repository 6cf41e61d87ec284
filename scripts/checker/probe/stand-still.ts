/**
 * A while in which the timers of the program stand still. Who answers then needed no clock to; who waits half a second for a
 * row that it need not wait for does not answer. What waits for a short time only goes on: who looks every few milliseconds
 * whether a row has come is as right as who is told.
 */
import { setImmediate } from './real-timers.ts';

type Callback = (this: unknown, ...words: unknown[]) => void;

/** Milliseconds. Timers that are set for longer stand still. */
const SHORT = 50;

/** What was due meanwhile, in order; null while time goes on. */
let due: (() => void)[] | null = null;
const originals = new WeakMap<object, Callback>();

export function standStill(): void {
  due ??= [];
}

/** What was due meanwhile comes now, each in a turn of its own: what it throws has to reach the process, as it does by the clock. */
export function goOn(): void {
  const late = due ?? [];
  due = null;
  for (const fire of late) setImmediate(fire);
}

/** A timer's callback that does not come while time stands still; one that `repeats` comes at its next turn after that. */
export function standing(callback: Callback, ms: unknown, repeats: boolean): Callback {
  if (!(typeof ms === 'number' && ms > SHORT)) return callback;
  const stands = function stands(this: unknown, ...words: unknown[]): void {
    if (due === null) Reflect.apply(callback, this, words);
    else if (!repeats) {
      const then = timerOf(this);
      due.push(() => {
        const now = timerOf(this);
        // Cleared meanwhile, or set anew: then it comes by the clock, if at all.
        if (now._onTimeout === then._onTimeout && now._idleStart === then._idleStart)
          Reflect.apply(callback, this, words);
      });
    }
  };
  originals.set(stands, callback);
  return stands;
}

/** As the program gave it. */
export function originalOf(callback: object | null): object | null {
  return callback === null ? null : (originals.get(callback) ?? callback);
}

/** What Node keeps in a timer: its callback, which goes when it is cleared, and when it was set. */
function timerOf(value: unknown): { _onTimeout?: unknown; _idleStart?: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
