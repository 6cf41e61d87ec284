/**
 * A program as data: async functions that start, await and return one another, in every way that the tables in `ways/` name.
 *
 * `print.ts` puts it into words; `oracle.ts` says what is true of it.
 */
import type { CallWay } from './ways/calls.ts';
import type { DerivedWay } from './ways/derived.ts';
import type { HandWay } from './ways/hands.ts';
import type { OtherWay } from './ways/others.ts';
import type { AwaitShape, BlockShape } from './ways/shapes.ts';
import type { SourceWay } from './ways/sources.ts';
import type { StartWay } from './ways/starts.ts';

/** What plain code starts, one after the other. */
export interface Program {
  starts: Start[];
}

/** One async function, with the only call of it. */
export interface Fn {
  call: CallWay;
  body: Statement[];
}

/** A call that nobody awaits on the spot. */
export interface Start {
  via: StartWay;
  fn: Fn;
}

/** A promise that comes from no async function of the program. `round`: when it settles, where it is held. */
export interface Source {
  way: SourceWay;
  round: 1 | 2;
}

/** What is awaited, or returned. */
export type Operand =
  | { is: 'source'; source: Source }
  /**
   * The call itself. `callee`: what is started on the way to the function, `made(…).f()` or `o[…]()`; `args`, `awaited`: what is
   * started, and then awaited, for its arguments.
   */
  | {
      is: 'call';
      fn: Fn;
      callee: { way: 'chain' | 'computed'; start: Start } | null;
      args: Start[];
      awaited: Fn | null;
    }
  /** Something in between hands the very promise of the call through. */
  | { is: 'handed'; via: HandWay; fn: Fn }
  /** Something in between starts a task, and gives another promise. */
  | { is: 'other'; via: OtherWay; start: Start; source: Source }
  | { is: 'together'; way: 'all' | 'race' | 'any' | 'allSettled'; members: (Fn | Source)[] }
  | { is: 'derived'; via: DerivedWay; fn: Fn }
  /** `const p = f(); …; await p` */
  | { is: 'variable'; of: Fn | Source; starts: Start[] }
  /** Another function, which is started, waits for the same promise. */
  | Shared;

export interface Shared {
  is: 'shared';
  source: Source;
  via: StartWay;
}

export type Statement =
  | { is: 'await'; operand: Operand; shape: AwaitShape }
  | { is: 'return'; operand: Operand; awaits: boolean }
  | { is: 'start'; start: Start }
  | { is: 'throw' }
  | { is: 'try'; body: Statement[]; handler: Statement[] | null; finalizer: Statement[] | null }
  | { is: 'block'; shape: BlockShape; body: Statement[] }
  /** Over promises, or over the values of an async generator with these statements before each `yield`. */
  | { is: 'for await'; over: (Fn | Source)[]; body: Statement[] }
  /** Over a channel, which is closed in its round, or lost. */
  | { is: 'channel'; held: boolean; source: Source; body: Statement[] }
  | { is: 'generator'; parts: Statement[][]; body: Statement[] }
  /** Something is started at the end of the block. */
  | { is: 'using'; start: Start; body: Statement[] }
  /** Disposed at the end of the block, by an async function. */
  | { is: 'await using'; fn: Fn; body: Statement[] };

export function isFn(member: Fn | Source): member is Fn {
  return 'body' in member;
}
