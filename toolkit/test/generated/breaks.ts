/** Faults that are put into the toolkit on purpose: the generator has to find each. */
export interface Break {
  name: string;
  /** In the sources of the toolkit; what is replaced has to stand there once. */
  edits: { file: string; from: string; to: string }[];
}

export const BREAKS: readonly Break[] = [
  {
    name: 'test',
    edits: [
      {
        file: 'registry/frames.ts',
        from: 'if (!(value instanceof Promise)) return value;',
        to: `if (!(value instanceof Promise)) { if (value?.then) value.then(() => {}, () => {}); return value; }`,
      },
    ],
  },
];
