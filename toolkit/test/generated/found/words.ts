/** A program in few words, for those that are written by hand. */
import type { Fn, Operand, Program, Source, Start, Statement } from '../program.ts';
import type { CallWay } from '../ways/calls.ts';
import type { DerivedWay } from '../ways/derived.ts';
import type { HandWay } from '../ways/hands.ts';
import type { OtherWay } from '../ways/others.ts';
import type { SourceWay } from '../ways/sources.ts';
import type { StartWay } from '../ways/starts.ts';

type What = Operand | Fn | Source | SourceWay;

/** Plain code starts these, one after the other. */
export function program(...fns: (Fn | Start)[]): Program {
  return { starts: fns.map((each) => ('via' in each ? each : start(each))) };
}

export function fn(...body: Statement[]): Fn {
  return { call: 'declared', body };
}

export function called(call: CallWay, ...body: Statement[]): Fn {
  return { call, body };
}

export function start(fn: Fn, via: StartWay = 'void'): Start {
  return { via, fn };
}

export function starts(fn: Fn, via: StartWay = 'void'): Statement {
  return { is: 'start', start: start(fn, via) };
}

/** The source that settles in this round. */
export function source(way: SourceWay, round: 1 | 2 = 1): Source {
  return { way, round };
}

export function awaits(what: What): Statement {
  return { is: 'await', operand: operandOf(what), shape: 'alone' };
}

export function returns(what: What): Statement {
  return { is: 'return', operand: operandOf(what), awaits: false };
}

/** `return await` */
export function returnsAwaited(what: What): Statement {
  return { is: 'return', operand: operandOf(what), awaits: true };
}

export function tries(body: Statement[], finalizer: Statement[] | null, handler: Statement[] | null = null): Statement {
  return { is: 'try', body, handler, finalizer };
}

export function handed(fn: Fn, via: HandWay): Operand {
  return { is: 'handed', via, fn };
}

/** Something is started on the way to another promise. */
export function other(via: OtherWay, started: Fn | Start, way: SourceWay, round: 1 | 2 = 1): Operand {
  return { is: 'other', via, start: 'via' in started ? started : start(started), source: source(way, round) };
}

export function together(way: 'all' | 'race' | 'any' | 'allSettled', ...members: (Fn | Source)[]): Operand {
  return { is: 'together', way, members };
}

export function derived(fn: Fn, via: DerivedWay): Operand {
  return { is: 'derived', via, fn };
}

/** `const p = f(); …; … p` */
export function variable(of: Fn | Source, ...between: Fn[]): Operand {
  return { is: 'variable', of, starts: between.map((each) => start(each)) };
}

function operandOf(what: What): Operand {
  if (typeof what === 'string') return { is: 'source', source: source(what) };
  if ('is' in what) return what;
  if ('way' in what) return { is: 'source', source: what };
  return { is: 'call', fn: what, callee: null, args: [], awaited: null };
}
