/** What stands around an `await`, and around statements. */
export const AWAITS = {
  alone: (awaited: string) => `${awaited};`,
  'in parentheses': (awaited: string) => `(${awaited});`,
  logged: (awaited: string) => `h.log(${awaited});`,
  kept: (awaited: string) => `{ const x = ${awaited}; h.log(x); }`,
  element: (awaited: string) => `[0, ${awaited}];`,
  'in a text': (awaited: string) => `\`\${${awaited}}\`;`,
  asked: (awaited: string) => `if (${awaited}) h.log('yes');`,
  'one of two': (awaited: string) => `(yes ? ${awaited} : 0);`,
  'behind and': (awaited: string) => `yes && (${awaited});`,
  'of a void': (awaited: string) => `void (${awaited});`,
  switched: (awaited: string) => `switch (${awaited}) { default: }`,
  'looped over': (awaited: string) => `for (const x of [${awaited}]) h.log(x);`,
  'awaited again': (awaited: string) => `await (${awaited});`,
} satisfies { [shape: string]: (awaited: string) => string };

export type AwaitShape = keyof typeof AWAITS;

export interface BlockRow {
  head: string;
  tail: string;
  times: number;
}

export const BLOCKS = {
  block: { head: '{', tail: '}', times: 1 },
  if: { head: 'if (yes) {', tail: '}', times: 1 },
  else: { head: 'if (no) {} else {', tail: '}', times: 1 },
  label: { head: 'label: {', tail: '}', times: 1 },
  case: { head: 'switch (0) { case 0:', tail: '}', times: 1 },
  twice: { head: 'for (let i = 0; i < 2; i++) {', tail: '}', times: 2 },
  'at least once': { head: 'do {', tail: '} while (no);', times: 1 },
} satisfies { [shape: string]: BlockRow };

export type BlockShape = keyof typeof BLOCKS;
