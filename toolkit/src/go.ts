import { AbortError, NotAFunctionError } from './errors.ts';
import { goSite } from './go-site.ts';
import { withLabels } from './labels.ts';
import type { Labels } from './registry/names.ts';
import { registry } from './registry/registry.ts';

export interface GoOptions {
  /** Shown instead of the name of the function. */
  name?: string;
  /** Carried by the task and by the tasks that it starts. */
  labels?: Labels;
  /** Handed to the function, whose business it is to heed it. */
  signal?: AbortSignal;
}

/**
 * Starts a task, as Go's `go` does: `fn` runs at once, up to its first `await`, and goes on by itself. Returns a promise
 * for its result; nobody has to await it. If `fn` throws, the promise is rejected, and a rejection that nobody handles is
 * reported by Node as that of any promise. With a signal that is aborted already, `fn` is not called, and the promise is
 * rejected with an `AbortError`.
 *
 * In code that `taskscope/register` did not transform, this is also what makes a task be tracked at all.
 */
export function go<T>(
  fn: (signal: AbortSignal | undefined) => T | PromiseLike<T>,
  options: GoOptions = {},
): Promise<T> {
  if (typeof fn !== 'function') throw new NotAFunctionError('go', fn);
  const { name, labels, signal } = options;
  if (signal?.aborted) return Promise.reject(new AbortError('go', signal.reason));
  const parent = registry.currentRecord();
  const number = name === undefined ? 0 : registry.taskNames.number(name, name);
  registry.beforeGo();
  let result: T | PromiseLike<T>;
  try {
    result = labels === undefined ? fn(signal) : withLabels(labels, () => fn(signal));
  } catch (error) {
    return Promise.reject(error);
  }
  const child = registry.takeChild(parent);
  if (!(result instanceof Promise)) return Promise.resolve(result);
  if (child !== null) {
    if (number !== 0) registry.nameTask(child, number);
    return result;
  }
  track(fn, number, labels, result);
  // A promise of its own: whoever keeps it does not keep the task alive, and its rejection is reported like any other.
  return result.then();
}

function track(fn: Function, name: number, labels: Labels | undefined, result: Promise<unknown>): void {
  const site = goSite(fn, go);
  const start = (): void => {
    registry.track(site, site, name, result);
  };
  if (labels === undefined) start();
  else withLabels(labels, start);
}
