/** Promises that follow that of a call, and are not that one. `caught`: it is fulfilled however the call ends. */
export interface DerivedRow {
  text(call: string): string;
  caught: boolean;
}

export const DERIVED = {
  then: { text: (call) => `${call}.then((x) => x)`, caught: false },
  'then without a function': { text: (call) => `${call}.then()`, caught: false },
  catch: { text: (call) => `${call}.catch(() => 0)`, caught: true },
  finally: { text: (call) => `${call}.finally(() => {})`, caught: false },
  'a plain function': { text: (call) => `run(() => ${call}.then((x) => x))`, caught: false },
  executor: { text: (call) => `new Promise((resolve) => resolve(${call}))`, caught: false },
} satisfies { [way: string]: DerivedRow };

export type DerivedWay = keyof typeof DERIVED;
