/** The text of a program, each statement on a line of its own, and the line of each. */
import {
  type Fn,
  isFn,
  type Operand,
  type Program,
  type Shared,
  type Source,
  type Start,
  type Statement,
} from './program.ts';
import { CALLEES, CALLS, type CallRow, type Home } from './ways/calls.ts';
import { DERIVED } from './ways/derived.ts';
import { HANDS } from './ways/hands.ts';
import { OTHERS } from './ways/others.ts';
import { AWAITS, BLOCKS } from './ways/shapes.ts';
import { SOURCES } from './ways/sources.ts';
import { STARTS } from './ways/starts.ts';

/** What has a line: a function where it begins (a generator by its parts), a statement where it can wait. */
export type Node = Fn | Statement | Statement[][] | Shared;

export interface Printed {
  text: string;
  lineOf(node: Node): number;
  /** Where the function is called. */
  callLineOf(fn: Fn): number;
  /** Where it is awaited for an argument. */
  awaitLineOf(fn: Fn | Shared): number;
  /** Null where it has none in the source. */
  nameOf(fn: Node): string | null;
  /** Sources by the number that the harness holds them by. */
  holds: Source[];
}

/** A class that functions of a program share: that of the first, and the one that it extends. */
interface Family {
  /** Of the function that the classes are named for. */
  name: string;
  own: string[];
  base: string[];
}

/** Where a call stands: the family of the function around it, and in which of its classes. */
interface Around {
  family: Family | null;
  inBase: boolean;
}

const NOWHERE: Around = { family: null, inBase: false };

const PRELUDE = [
  'Channel',
  'EventEmitter',
  'Made',
  'Mutex',
  'Sub',
  'afterwards',
  'closedChannel',
  'condition',
  'dispatch',
  'each',
  'emit',
  'emitted',
  'getter',
  'go',
  'insteadOf',
  'lockedMutex',
  'once',
  'relock',
  'same',
  'select',
  'storage',
  'waitGroup',
  'withLabels',
];

/** `using`: whether Node can read `using`; where it can't, a `finally` stands in its place. `file` tells by its name in which language, and whether it is a CommonJS module. */
export function print(program: Program, file: string, { using }: { using: boolean }): Printed {
  return new Printer(file, using).print(program);
}

class Printer {
  readonly #file: string;
  readonly #marks: { node: Node; lines: Map<Node, number> }[] = [];
  readonly #lines = new Map<Node, number>();
  readonly #callLines = new Map<Node, number>();
  readonly #awaitLines = new Map<Node, number>();
  readonly #names = new Map<Node, string | null>();
  readonly #top: string[] = [];
  readonly #imports: string[] = [];
  readonly #holds: Source[] = [];
  #functions = 0;
  #labels = 0;
  readonly #using: boolean;
  readonly #typed: boolean;
  readonly #commonjs: boolean;
  /** Names that the module exports. */
  readonly #exported = ['start'];

  constructor(file: string, using: boolean) {
    this.#file = file;
    this.#typed = file.endsWith('.mts');
    this.#commonjs = file.endsWith('.cjs');
    this.#using = using;
  }

  print({ starts }: Program): Printed {
    const parameters: string[] = [];
    const body = starts.map((start) => `${this.#start(start, NOWHERE, parameters)};`);
    const text = [
      ...this.#head(),
      'const yes = true;',
      'const no = false;',
      'function run(f) { return f(); }',
      ...this.#top,
      `function start(${parameters.join(', ')}) {`,
      ...body,
      '}',
      ...(this.#commonjs
        ? this.#exported.map((name) => `exports.${name} = ${name};`)
        : [`export { ${this.#exported.join(', ')} };`]),
      '',
    ].join('\n');
    return {
      text: this.#placed(text),
      lineOf: (node) => this.#lines.get(node) ?? 0,
      callLineOf: (fn) => this.#callLines.get(fn) ?? 0,
      awaitLineOf: (fn) => this.#awaitLines.get(fn) ?? 0,
      nameOf: (fn) => this.#names.get(fn) ?? null,
      holds: this.#holds,
    };
  }

  #head(): string[] {
    const harness = `const h = globalThis.generated('${this.#file}');`;
    if (this.#commonjs)
      return ['const itself = exports;', `const { ${PRELUDE.join(', ')} } = require('./prelude.mjs');`, harness];
    return [
      `import * as itself from './${this.#file}';`,
      ...this.#imports,
      `import { ${PRELUDE.join(', ')} } from './prelude.mjs';`,
      harness,
    ];
  }

  /** Stands in the text where the node begins, until the lines are known. */
  #mark(node: Node, lines = this.#lines): string {
    return `⟦${this.#marks.push({ node, lines }) - 1}⟧`;
  }

  #placed(text: string): string {
    const lines = text.split('\n').map((line, index) =>
      line.replace(/⟦(\d+)⟧/g, (_, number) => {
        const mark = this.#marks[Number(number)];
        mark?.lines.set(mark.node, index + 1);
        return '';
      }),
    );
    return lines.join('\n');
  }

  #start(start: Start, around: Around, parameters: string[]): string {
    const { call, fn } = this.#called(start.fn, around, parameters);
    return STARTS[start.via].text(call, fn);
  }

  #call(fn: Fn, around: Around, parameters: string[]): string {
    return this.#called(fn, around, parameters).call;
  }

  /** What is between the parentheses of a call, and before them. */
  #operandCall(operand: Extract<Operand, { is: 'call' }>, around: Around, parameters: string[]): string {
    const args = operand.args.map((start) => this.#start(start, around, parameters));
    if (operand.awaited !== null) {
      const awaited = this.#call(operand.awaited, around, parameters);
      args.push(`${this.#mark(operand.awaited, this.#awaitLines)}await ${awaited}`);
    }
    // The text of the function comes after that of the callee, as it would be read.
    const { callee, fn } = operand;
    const before = callee === null ? null : { way: callee.way, start: this.#start(callee.start, around, parameters) };
    return this.#called(fn, around, parameters, args, before).call;
  }

  /**
   * Prints the function where it stands, and gives the call of it, and a function that makes it. `parameters`: of the function
   * that calls.
   */
  #called(
    fn: Fn,
    around: Around,
    parameters: string[],
    args: readonly string[] = [],
    before: { way: keyof typeof CALLEES; start: string } | null = null,
  ): { call: string; fn: string } {
    const name = `f${++this.#functions}`;
    const row: CallRow = CALLS[fn.call];
    const home = before === null ? this.#homeOf(fn, row.home, around) : 'object';
    const own = this.#define(fn, name, home, around);
    if (fn.call === 'parameter' && home === 'declaration') parameters.push(`parameter_${name} = ${name}`);
    const renamed = fn.call === 'imported by another name';
    if (renamed && home === 'declaration')
      this.#imports.push(`import { ${name} as imported_${name} } from './${this.#file}';`);
    const hasParameters = own.parameters.length > 0;
    // Its own parameters have defaults: what is handed over comes behind them.
    const list = [...own.parameters.map(() => 'undefined'), ...args].join(', ');
    const mark = this.#mark(fn, this.#callLines);
    const text = (): string => {
      if (before !== null) return CALLEES[before.way](name, before.start, list);
      if (home === 'inline') return CALLS.inline.text(own.text, list);
      const asked = row.home === home && !(hasParameters && fn.call.startsWith('tag')) && !(renamed && this.#commonjs);
      const chosen: CallRow = asked ? row : CALLS[PLAIN[home]];
      return (this.#typed ? chosen.typed : undefined)?.(name, list) ?? chosen.text(name, list);
    };
    const standsAlone = !hasParameters && (home === 'declaration' || home === 'arrow' || home === 'expression');
    const call = `${mark}${text()}`;
    if (home === 'inline' && !hasParameters) return { call, fn: `${mark}${own.text}` };
    return { call, fn: standsAlone ? `${mark}${name}` : `() => ${call}` };
  }

  /** Where it can stand: a class is needed for what its own calls name by `this`. */
  #homeOf(fn: Fn, wanted: Home, { family, inBase }: Around): Home {
    const kin = wanted === 'own' || wanted === 'private' || wanted === 'base';
    if (kin && family !== null) return inBase ? 'own' : wanted;
    if (kin || callsKin(fn.body)) return wanted === 'inline' && family !== null ? 'inline' : 'class';
    return wanted;
  }

  /** Adds the function's text to the program; gives its parameters, and its text where it stands in an expression. */
  #define(fn: Fn, name: string, home: Home, around: Around): { parameters: string[]; text: string } {
    const parameters: string[] = [];
    const list = (): string => `(${parameters.join(', ')})`;
    const mark = this.#mark(fn);
    const family: Family = { name, own: [], base: [] };
    const joins = home === 'own' || home === 'private' || home === 'base' || home === 'inline';
    const within: Around = joins
      ? { family: around.family, inBase: home === 'base' || around.inBase }
      : { family: home === 'class' ? family : null, inBase: false };
    const single = home === 'arrow' && fn.body.length === 1 ? fn.body[0] : undefined;
    if (single?.is === 'return' && single.operand.is !== 'variable' && single.operand.is !== 'shared') {
      this.#names.set(fn, name);
      const operand = this.#operand(single.operand, within, parameters);
      const value = `${this.#mark(single)}${single.awaits ? 'await ' : ''}(${operand})`;
      this.#top.push(`const ${name} = ${mark}async ${list()} => ${value};`);
      return { parameters, text: '' };
    }
    const body = this.#statements(fn.body, within, parameters).join('\n');
    this.#names.set(fn, home === 'inline' ? null : name);
    const text = (head: string): string => `${mark}${head}${list()} {\n${body}\n}`;
    switch (home) {
      case 'declaration':
        this.#exported.push(name);
        this.#top.push(text(`async function ${name}`));
        break;
      case 'arrow':
        this.#top.push(`const ${name} = ${mark}async ${list()} => {\n${body}\n};`);
        break;
      case 'expression':
        this.#top.push(`const ${name} = ${text('async function ')};`);
        break;
      case 'object':
        this.#top.push(`const o_${name} = {\n${text(`async ${name}`)},\n};`);
        break;
      case 'property':
        this.#top.push(`const o_${name} = {\n${name}: ${mark}async ${list()} => {\n${body}\n},\n};`);
        break;
      case 'static':
        this.#names.set(fn, `K_${name}.${name}`);
        this.#top.push(`class K_${name} {\n${text(`static async ${name}`)}\n}`);
        break;
      case 'class': {
        this.#names.set(fn, `K_${name}.${name}`);
        const base = family.base.length === 0 ? '' : `class B_${name} {\n${family.base.join('\n')}\n}\n`;
        const kin = [text(`async ${name}`), ...family.own].join('\n');
        this.#top.push(
          `${base}class K_${name}${base === '' ? '' : ` extends B_${name}`} {\n${kin}\n}`,
          `const k_${name} = new K_${name}();`,
        );
        break;
      }
      case 'own':
      case 'private': {
        const own = around.inBase ? around.family?.base : around.family?.own;
        const key = `${home === 'private' ? '#' : ''}${name}`;
        this.#names.set(fn, `${around.inBase ? 'B' : 'K'}_${around.family?.name}.${key}`);
        own?.push(text(`async ${key}`));
        break;
      }
      case 'base':
        this.#names.set(fn, `B_${around.family?.name}.${name}`);
        around.family?.base.push(text(`async ${name}`));
        break;
      case 'inline':
        return { parameters, text: `${mark}async ${list()} => {\n${body}\n}` };
    }
    return { parameters, text: '' };
  }

  #statements(statements: readonly Statement[], around: Around, parameters: string[]): string[] {
    return statements.flatMap((statement, index) => [
      ...this.#statement(statement, around, parameters),
      ...(statement.is === 'await' ? [`h.log('after ${index}');`] : []),
    ]);
  }

  #statement(statement: Statement, around: Around, parameters: string[]): string[] {
    const all = (statements: readonly Statement[]): string[] => this.#statements(statements, around, parameters);
    switch (statement.is) {
      case 'start':
        return [`${this.#start(statement.start, around, parameters)};`];
      case 'throw':
        return [`if (yes) throw new Error('thrown');`];
      case 'await': {
        const { lines, text } = this.#prepared(statement.operand, around, parameters);
        return inBlock(lines, AWAITS[statement.shape](`${this.#mark(statement)}await ${text}`));
      }
      case 'return': {
        const { lines, text } = this.#prepared(statement.operand, around, parameters);
        return inBlock(lines, `${this.#mark(statement)}return ${statement.awaits ? 'await ' : ''}${text};`);
      }
      case 'try': {
        const { body, handler, finalizer } = statement;
        return [
          'try {',
          ...all(body),
          ...(handler === null && finalizer !== null
            ? []
            : ['} catch (error) {', 'h.caught(error);', ...all(handler ?? [])]),
          ...(finalizer === null ? [] : ['} finally {', `h.log('finally');`, ...all(finalizer)]),
          '}',
        ];
      }
      case 'block': {
        const { head, tail } = BLOCKS[statement.shape];
        return [head.replace('label', `label${++this.#labels}`), ...all(statement.body), tail];
      }
      case 'for await': {
        const members = statement.over.map((member) => this.#member(member, around, parameters)).join(', ');
        return [
          `${this.#mark(statement)}for await (const x of [${members}]) {`,
          'h.log(x);',
          ...all(statement.body),
          '}',
        ];
      }
      case 'channel': {
        const hold = this.#holds.push(statement.source) - 1;
        const channel = statement.held ? `h.receiving(${hold})` : 'new Channel()';
        return [`${this.#mark(statement)}for await (const x of ${channel}) {`, ...all(statement.body), '}'];
      }
      case 'generator': {
        const name = `g${++this.#functions}`;
        const own: string[] = [];
        const parts = statement.parts.flatMap((part, index) => [
          ...this.#statements(part, NOWHERE, own),
          `yield ${index};`,
        ]);
        this.#names.set(statement.parts, name);
        this.#top.push(
          `${this.#mark(statement.parts)}async function* ${name}(${own.join(', ')}) {\n${parts.join('\n')}\n}`,
        );
        return [`${this.#mark(statement)}for await (const x of ${name}()) {`, 'h.log(x);', ...all(statement.body), '}'];
      }
      case 'using': {
        const body = all(statement.body);
        const disposer = `h.syncDisposer(() => ${this.#start(statement.start, around, parameters)})`;
        return this.#using
          ? ['{', `using x = ${disposer};`, ...body, '}']
          : ['try {', ...body, '} finally {', `h.dispose(${disposer});`, '}'];
      }
      case 'await using': {
        const mark = this.#mark(statement);
        const body = all(statement.body);
        const disposer = `h.disposer(() => ${this.#call(statement.fn, around, parameters)})`;
        return this.#using
          ? ['{', `${mark}await using x = ${disposer};`, ...body, '}']
          : ['try {', ...body, '} finally {', `${mark}await ${disposer}[Symbol.asyncDispose]();`, '}'];
      }
    }
  }

  /** The operand, and the statements that have to stand before it. */
  #prepared(operand: Operand, around: Around, parameters: string[]): { lines: string[]; text: string } {
    if (operand.is === 'shared') {
      const name = `p${++this.#labels}`;
      const fn = `${this.#mark(operand)}async () => {\n${this.#mark(operand, this.#awaitLines)}await ${name};\nh.log('shared');\n}`;
      const start = STARTS[operand.via].text(`(${fn})()`, fn);
      return { lines: [`const ${name} = ${this.#source(operand.source)};`, `${start};`], text: name };
    }
    if (operand.is !== 'variable') return { lines: [], text: this.#operand(operand, around, parameters) };
    const value = this.#member(operand.of, around, parameters);
    const name = `p${++this.#labels}`;
    const starts = operand.starts.map((start) => `${this.#start(start, around, parameters)};`);
    return { lines: [`const ${name} = ${value};`, ...starts], text: name };
  }

  #operand(operand: Exclude<Operand, { is: 'variable' | 'shared' }>, around: Around, parameters: string[]): string {
    switch (operand.is) {
      case 'source':
        return this.#source(operand.source);
      case 'call':
        return this.#operandCall(operand, around, parameters);
      case 'handed': {
        const { call, fn } = this.#called(operand.fn, around, parameters);
        return HANDS[operand.via](call, fn);
      }
      case 'derived':
        return DERIVED[operand.via].text(this.#call(operand.fn, around, parameters));
      case 'other':
        return OTHERS[operand.via](this.#start(operand.start, around, parameters), this.#source(operand.source));
      case 'together':
        return `Promise.${operand.way}([${operand.members.map((member) => this.#member(member, around, parameters)).join(', ')}])`;
    }
  }

  #member(member: Fn | Source, around: Around, parameters: string[]): string {
    return isFn(member) ? this.#call(member, around, parameters) : this.#source(member);
  }

  #source(source: Source): string {
    return SOURCES[source.way].text(String(this.#holds.push(source) - 1));
  }
}

/** How a function is called that can't stand where its row says. */
const PLAIN = {
  declaration: 'declared',
  arrow: 'arrow',
  expression: 'function expression',
  object: 'method',
  property: 'property',
  class: 'method of a class',
  static: 'static method',
  own: 'this',
  private: 'private method',
  base: 'super',
  inline: 'inline',
} as const satisfies { [home in Home]: keyof typeof CALLS };

function inBlock(lines: string[], last: string): string[] {
  return lines.length === 0 ? [last] : ['{', ...lines, last, '}'];
}

/** Whether a call in these statements, or in a function that stands among them, names one by `this`. */
function callsKin(statements: readonly Statement[]): boolean {
  return statements.some((statement) =>
    calledIn(statement).some((fn) => {
      const { home } = CALLS[fn.call];
      return home === 'own' || home === 'private' || home === 'base' || (home === 'inline' && callsKin(fn.body));
    }),
  );
}

/** The functions that a statement calls itself. */
function calledIn(statement: Statement): Fn[] {
  const inAll = (statements: readonly Statement[] | null): Fn[] => (statements ?? []).flatMap(calledIn);
  switch (statement.is) {
    case 'start':
      return [statement.start.fn];
    case 'await':
    case 'return':
      return calledInOperand(statement.operand);
    case 'try':
      return [statement.body, statement.handler, statement.finalizer].flatMap(inAll);
    case 'block':
    case 'channel':
    case 'generator':
      return inAll(statement.body);
    case 'for await':
      return [...statement.over.filter(isFn), ...inAll(statement.body)];
    case 'using':
      return [statement.start.fn, ...inAll(statement.body)];
    case 'await using':
      return [statement.fn, ...inAll(statement.body)];
    case 'throw':
      return [];
  }
}

function calledInOperand(operand: Operand): Fn[] {
  switch (operand.is) {
    case 'source':
    case 'shared':
      return [];
    case 'call':
      return [
        operand.fn,
        ...(operand.callee === null ? [] : [operand.callee.start.fn]),
        ...operand.args.map(({ fn }) => fn),
        ...(operand.awaited === null ? [] : [operand.awaited]),
      ];
    case 'handed':
    case 'derived':
      return [operand.fn];
    case 'other':
      return [operand.start.fn];
    case 'together':
      return operand.members.filter(isFn);
    case 'variable':
      return [...[operand.of].filter(isFn), ...operand.starts.map(({ fn }) => fn)];
  }
}
