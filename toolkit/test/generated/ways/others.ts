/** Ways to start a task (`start` is an expression) on the way to another promise (`other`), which is what is awaited. */
export const OTHERS = {
  'a plain function': (start: string, other: string) => `run(() => { ${start}; return ${other}; })`,
  'a plain function, the promise first': (start: string, other: string) =>
    `run(() => { const p = ${other}; ${start}; return p; })`,
  'two plain functions': (start: string, other: string) => `run(() => { run(() => ${start}); return ${other}; })`,
  'a sequence': (start: string, other: string) => `(${start}, ${other})`,
  'an argument before': (start: string, other: string) => `afterwards(${start}, ${other})`,
  'an argument behind': (start: string, other: string) => `same(${other}, ${start})`,
  'a callback': (start: string, other: string) => `[0].map(() => (${start}, ${other})).at(0)`,
  'a reducer': (start: string, other: string) => `[0].reduce(() => (${start}, ${other}), 0)`,
  'a callback that returns what it starts': (start: string, other: string) => `[${other}].find(() => ${start} || true)`,
  'a callback of a package': (start: string, other: string) => `insteadOf(() => ${start}, ${other})`,
  'a listener of a package': (start: string, other: string) => `emitted(() => ${start}, ${other})`,
  'an emitter': (start: string, other: string) => `(emit(() => ${start}), ${other})`,
  'an emitter in a plain function': (start: string, other: string) =>
    `run(() => { emit(() => ${start}); return ${other}; })`,
  'a getter': (start: string, other: string) => `getter(() => (${start}, ${other})).x`,
  'a proxy that is read': (start: string, other: string) => `new Proxy({}, { get: () => (${start}, ${other}) }).x`,
  'a proxy that is called': (start: string, other: string) => `new Proxy(run, { apply: () => (${start}, ${other}) })()`,
  'a proxy of an async function': (start: string, other: string) =>
    `new Proxy(async () => {}, { apply: () => (${start}, ${other}) })()`,
  'a tag': (start: string, other: string) => `run(() => () => (${start}, ${other}))\`text\``,
  'a plain method': (start: string, other: string) => `({ m: () => (${start}, ${other}) }).m()`,
  'a plain method, if there': (start: string, other: string) => `({ m: () => (${start}, ${other}) }).m?.()`,
  'a plain method by a computed name': (start: string, other: string) =>
    `({ m: () => ${other} })[afterwards(${start}, 'm')]()`,
  'a plain method of a call': (start: string, other: string) => `afterwards(${start}, { m: () => ${other} }).m()`,
  'an applied function': (start: string, other: string) => `Reflect.apply(() => (${start}, ${other}), null, [])`,
  'a bound function': (start: string, other: string) => `(() => (${start}, ${other})).bind(null)()`,
  'a sync generator': (start: string, other: string) => `each(() => (${start}, ${other})).next().value`,
  'an executor': (start: string, other: string) => `new Promise((resolve) => { ${start}; resolve(${other}); })`,
  'an async context': (start: string, other: string) => `storage.run(1, () => (${start}, ${other}))`,
  labels: (start: string, other: string) => `withLabels({ part: 'x' }, () => (${start}, ${other}))`,
  condition: (start: string, other: string) => `((${start}, yes) ? ${other} : null)`,
  'or else': (start: string, other: string) => `((${start}, no) || ${other})`,
} satisfies { [way: string]: (start: string, other: string) => string };

export type OtherWay = keyof typeof OTHERS;
