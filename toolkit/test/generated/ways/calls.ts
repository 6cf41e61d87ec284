/** Where an async function stands, and how it is called there: each of these calls, awaited or returned, is joined. */

/** Where the function stands. `own`: in the class of the caller; `base`: in the class that this one extends. */
export type Home =
  | 'declaration'
  | 'arrow'
  | 'expression'
  | 'object'
  | 'property'
  | 'class'
  | 'static'
  | 'own'
  | 'private'
  | 'base'
  | 'inline';

export interface CallRow {
  home: Home;
  /** `name` is that of the function, `args` stand without their parentheses. */
  text(name: string, args: string): string;
  /** In TypeScript. */
  typed?(name: string, args: string): string;
}

export const CALLS = {
  declared: { home: 'declaration', text: (name, args) => `${name}(${args})` },
  'if there': { home: 'declaration', text: (name, args) => `${name}?.(${args})` },
  'in parentheses': { home: 'declaration', text: (name, args) => `(((${name}))(${args}))` },
  'not null': {
    home: 'declaration',
    text: (name, args) => `${name}(${args})`,
    typed: (name, args) => `${name}!(${args})`,
  },
  asserted: {
    home: 'object',
    text: (name, args) => `o_${name}.${name}(${args})`,
    typed: (name, args) => `(o_${name} as typeof o_${name}).${name}(${args})`,
  },
  imported: { home: 'declaration', text: (name, args) => `itself.${name}(${args})` },
  'imported by another name': { home: 'declaration', text: (name, args) => `imported_${name}(${args})` },
  parameter: { home: 'declaration', text: (name, args) => `parameter_${name}(${args})` },
  arrow: { home: 'arrow', text: (name, args) => `${name}(${args})` },
  'function expression': { home: 'expression', text: (name, args) => `${name}(${args})` },
  method: { home: 'object', text: (name, args) => `o_${name}.${name}(${args})` },
  'method if there': { home: 'object', text: (name, args) => `o_${name}?.${name}(${args})` },
  'method, if it is there': { home: 'object', text: (name, args) => `o_${name}.${name}?.(${args})` },
  'method by its name': { home: 'object', text: (name, args) => `o_${name}['${name}'](${args})` },
  'method by a computed name': { home: 'object', text: (name, args) => `o_${name}[run(() => '${name}')](${args})` },
  'method of a call': { home: 'object', text: (name, args) => `run(() => o_${name}).${name}(${args})` },
  property: { home: 'property', text: (name, args) => `o_${name}.${name}(${args})` },
  'method of a class': { home: 'class', text: (name, args) => `k_${name}.${name}(${args})` },
  'static method': { home: 'static', text: (name, args) => `K_${name}.${name}(${args})` },
  this: { home: 'own', text: (name, args) => `this.${name}(${args})` },
  'this, if there': { home: 'own', text: (name, args) => `this?.${name}(${args})` },
  'private method': { home: 'private', text: (name, args) => `this.#${name}(${args})` },
  super: { home: 'base', text: (name, args) => `super.${name}(${args})` },
  tag: { home: 'declaration', text: (name, args) => `${name}\`\${[${args}]}\`` },
  'tag of an object': { home: 'object', text: (name, args) => `o_${name}.${name}\`\${[${args}]}\`` },
  inline: { home: 'inline', text: (name, args) => `(${name})(${args})` },
} as const satisfies { [way: string]: CallRow };

export type CallWay = keyof typeof CALLS;

/** How it is called where something is started on the way to it; the function is a method of an object then. */
export const CALLEES = {
  chain: (name: string, start: string, args: string) => `afterwards(${start}, o_${name}).${name}(${args})`,
  computed: (name: string, start: string, args: string) => `o_${name}[afterwards(${start}, '${name}')](${args})`,
};
