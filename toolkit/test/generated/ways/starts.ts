/** Ways to start a task and go on: each an expression made of a call. */

/** `nobody`: by the time that it is started, no async function runs. */
export type Starter = 'caller' | 'nobody';

export interface StartRow {
  /** `fn` is a function that, called, makes the call: the async function itself, where it can stand alone. */
  text(call: string, fn: string): string;
  by: Starter;
  /** When it is started. */
  when: 'now' | 'microtask' | 'macrotask';
  /** An operator runs it, and no call that stands in the text. */
  withoutCall?: true;
}

const now = (text: StartRow['text']): StartRow => ({ text, by: 'caller', when: 'now' });

/** What stands in small letters before a `(` is a plain function of the prelude, see `prelude.ts`. */
export const STARTS = {
  void: now((call) => `void ${call}`),
  plain: now((call) => `(${call})`),
  array: now((call) => `[${call}]`),
  'a plain function': now((call) => `run(() => void ${call})`),
  'a plain function that returns it': now((call) => `run(() => ${call})`),
  'two plain functions': now((call) => `run(() => run(() => { ${call}; }))`),
  'for each': now((call) => `[0].forEach(() => void ${call})`),
  map: now((call) => `[0].map(() => ${call})`),
  'a comparison': now((call) => `[1, 0].sort(() => (void ${call}, 0))`),
  'a replacement': now((call) => `'a'.replace(/a/, () => (void ${call}, ''))`),
  'an executor': now((call) => `new Promise((resolve) => resolve(void ${call}))`),
  'a getter': now((call) => `getter(() => void ${call}).x`),
  'a proxy': now((call) => `new Proxy({}, { get: () => void ${call} }).x`),
  'a proxy that is asked': now((call) => `('x' in new Proxy({}, { has: () => (void ${call}, true) }))`),
  'a text': { ...now((call) => `\`\${{ toString: () => (void ${call}, '') }}\``), withoutCall: true },
  'a constructor': now((call) => `new Made(() => void ${call})`),
  'an emitter': now((call) => `emit(() => void ${call})`),
  'an event target': now((call) => `dispatch(() => void ${call})`),
  'a sync generator': now((call) => `[...each(() => void ${call})]`),
  'a default': now((call) => `(({ x = void ${call} }) => x)({})`),
  json: now((call) => `JSON.stringify({ toJSON: () => void ${call} })`),
  'an async context': now((call) => `storage.run(1, () => void ${call})`),
  'an argument': now((_, fn) => `run(${fn})`),
  'an argument of map': now((_, fn) => `[0].map(${fn})`),
  'a listener': now((_, fn) => `emit(${fn})`),
  'a function that is applied': now((_, fn) => `Reflect.apply(${fn}, null, [])`),
  'an argument in an async context': now((_, fn) => `storage.run(1, ${fn})`),
  go: now((_, fn) => `go(${fn})`),
  'go of an arrow function': now((call) => `go(() => ${call})`),
  'go of a plain function': now((call) => `go(() => void ${call})`),
  labels: now((call) => `withLabels({ part: 'x' }, () => void ${call})`),
  'a microtask': { text: (call) => `queueMicrotask(() => void ${call})`, by: 'nobody', when: 'microtask' },
  'a then': { text: (call) => `Promise.resolve().then(() => void ${call})`, by: 'nobody', when: 'microtask' },
  'a then that returns it': {
    text: (call) => `void Promise.resolve().then(() => (${call}, 0))`,
    by: 'nobody',
    when: 'microtask',
  },
  'a thenable': {
    text: (call) => `Promise.resolve({ then: (end) => end(void ${call}) })`,
    by: 'nobody',
    when: 'microtask',
  },
  'an argument of then': { text: (_, fn) => `void Promise.resolve().then(${fn})`, by: 'nobody', when: 'microtask' },
  'an argument of a timer': { text: (_, fn) => `h.timeout(${fn})`, by: 'nobody', when: 'macrotask' },
  'next tick': { text: (call) => `h.nextTick(() => void ${call})`, by: 'nobody', when: 'macrotask' },
  'an immediate': { text: (call) => `h.immediate(() => void ${call})`, by: 'nobody', when: 'macrotask' },
  'a timer': { text: (call) => `h.timeout(() => void ${call})`, by: 'nobody', when: 'macrotask' },
} satisfies { [way: string]: StartRow };

export type StartWay = keyof typeof STARTS;
