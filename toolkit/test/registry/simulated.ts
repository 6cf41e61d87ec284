/** Frames as transformed code makes them, step by step, so that a test decides when each goes on. */
import type { Token } from '../../src/registry/record.ts';
import { registry } from '../../src/registry/registry.ts';

/** Numbers of a function and of an `await` in it, on the line after. */
export interface Place {
  site: number;
  at: number;
}

export function place(name: string, line = 1): Place {
  const site = registry.addSites('/app.ts', [
    { kind: 'function', name, line, column: 1, function: 0 },
    { kind: 'await', name, line: line + 1, column: 3, function: 0 },
  ]);
  return { site, at: site + 1 };
}

/** The frame begins, and waits at once. Whoever drops the token loses the frame. */
export function suspended({ site, at }: Place, promise: unknown = new Promise(() => {})): Token {
  const token = registry.enter(site);
  registry.suspend(promise, token, at);
  return token;
}

/** A frame that awaits another one that it calls, and so on; the outermost place first. */
export function chain(outer: Place, ...inner: Place[]): Token[] {
  const [next, ...rest] = inner;
  if (next === undefined) return [suspended(outer)];
  const token = registry.enter(outer.site);
  registry.before(token, outer.at);
  const called = chain(next, ...rest);
  registry.suspendCall(null, token, outer.at);
  return [token, ...called];
}

/** The frames go on, and end. */
export function finish(...tokens: Token[]): void {
  for (const token of tokens.reverse()) {
    registry.resume(undefined, token);
    registry.exit(token);
  }
}
