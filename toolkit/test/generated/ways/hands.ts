/**
 * Ways in which the very promise of a call comes to who awaits it by something in between: joined or not, both are right.
 * `fn` is the async function itself, where it can stand alone.
 */
export const HANDS = {
  'a plain function': (call: string) => `run(() => ${call})`,
  'two plain functions': (call: string) => `run(() => run(() => ${call}))`,
  'an argument of a plain function': (_: string, fn: string) => `run(${fn})`,
  'an argument of map': (_: string, fn: string) => `[0].map(${fn})[0]`,
  'a function that is applied': (_: string, fn: string) => `Reflect.apply(${fn}, null, [])`,
  'a function that is bound': (_: string, fn: string) => `(${fn}).bind(null)()`,
  'a proxy of the function': (_: string, fn: string) => `new Proxy(${fn}, {})()`,
  'an argument in an async context': (_: string, fn: string) => `storage.run(1, ${fn})`,
  'an async context': (call: string) => `storage.run(1, () => ${call})`,
  'an argument': (call: string) => `same(${call})`,
  'a plain method': (call: string) => `({ m: () => ${call} }).m()`,
  'a bound function': (call: string) => `run.bind(null, () => ${call})()`,
  'an applied function': (call: string) => `Reflect.apply(() => ${call}, null, [])`,
  'a proxy of a function': (call: string) => `new Proxy(() => ${call}, {})()`,
  'a getter': (call: string) => `getter(() => ${call}).x`,
  resolve: (call: string) => `Promise.resolve(${call})`,
  condition: (call: string) => `(yes ? ${call} : null)`,
  'a sequence': (call: string) => `(0, ${call})`,
  'or else': (call: string) => `(no || ${call})`,
  nullish: (call: string) => `(${call} ?? null)`,
  'an element': (call: string) => `[${call}][0]`,
  labels: (call: string) => `withLabels({ part: 'x' }, () => ${call})`,
  /** An async function of a package: its promise follows that of the call. */
  'a lock': (call: string) => `new Mutex().withLock(() => ${call})`,
} satisfies { [way: string]: (call: string, fn: string) => string };

export type HandWay = keyof typeof HANDS;
