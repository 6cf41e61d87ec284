/**
 * The truth about a program, by construction: its functions are run here as data, promises being nothing but who waits for
 * whom. At each stage, when all is quiet, it tells which frames wait, where, for what, by whom they were started and who
 * awaits them; a frame is lost to which nothing that is held leads.
 */
import type { Node, Printed } from './print.ts';
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
import { type Frame, Loop, Promised, reachable } from './promises.ts';
import { DERIVED } from './ways/derived.ts';
import { BLOCKS } from './ways/shapes.ts';
import { SOURCES, type SourceRow } from './ways/sources.ts';
import { STARTS, type StartRow } from './ways/starts.ts';

export const ROUNDS = 2;

/**
 * Who started a frame, and at which line of its text; null: nobody that can be known. What runs without a call in the text may be
 * told at a line before it, of the same statement: from `first` on.
 */
export type Creator = { call: Call; line: number; first: number } | null;

/** How a frame stands to the frame that it waits for. `must`: one task; `free`: one or two. */
export interface Edge {
  kind: 'must' | 'free';
  child: Call;
}

export interface Wait {
  line: number;
  reason: string;
  /** Something stands between the promise and who awaits it: a plain `await` is right, too. */
  anyReason: boolean;
  edge: Edge | null;
  /** The code has ended, and the promise was returned: the call that it returned may stand in its place. */
  returned: boolean;
}

export interface Call extends Frame {
  /** The function; a generator by its parts. */
  fn: Node;
  creator: Creator;
  /** Null while it runs, and once it has ended. */
  wait: Wait | null;
  /** It was created by who calls it or by nobody: disposers, parameters. */
  looseCreator: boolean;
  /** Where the statement begins that it is at, as far as it was printed with its line. */
  statementLine: number;
}

/** A frame that waits. */
export interface Waiting {
  call: Call;
  wait: Wait;
  /** Nothing can make it go on. */
  lost: boolean;
  /** It was proven at a stage before, as a leak of its own: who comes to await it later is told apart from it. */
  parted: boolean;
}

export type Stage = Waiting[];

/** Null where the truth depends on which of two things comes first. */
export function truth(program: Program, printed: Printed): Stage[] | null {
  return new Oracle(printed).run(program);
}

/** That the code goes on (null), or what it returns. */
type Completion = { promise: Promised; wait: Wait | null } | null;
interface Suspended {
  wait: Wait;
  promise: Promised;
}
type Steps<T = void> = Generator<Suspended, T, void>;

class Refused extends Error {}

class Oracle {
  readonly #loop = new Loop();
  readonly #printed: Printed;
  readonly #calls = new Set<Call>();
  readonly #held = new Map<Source, { promise: Promised; ok: boolean }[]>();
  readonly #races: Promised[][] = [];
  readonly #parted = new Set<Call>();
  #round = 0;

  constructor(printed: Printed) {
    this.#printed = printed;
  }

  run({ starts }: Program): Stage[] | null {
    const stages: Stage[] = [];
    for (const start of starts) this.#start(start, null);
    for (this.#round = 0; ; ) {
      this.#loop.quiet();
      if (this.#races.some((members) => new Set(members.flatMap(({ outcome }) => outcome?.ok ?? [])).size > 1))
        return null;
      stages.push(this.#stage());
      if (this.#round++ === ROUNDS) return stages;
      for (const source of this.#printed.holds) if (source.round === this.#round) this.#letGo(source);
    }
  }

  #stage(): Stage {
    const alive = reachable([...this.#held.values()].flat().map(({ promise }) => promise));
    const stage = [...this.#calls].flatMap(
      (call): Stage =>
        call.wait === null ? [] : [{ call, wait: call.wait, lost: !alive.has(call), parted: this.#parted.has(call) }],
    );
    const withCaller = new Set(
      stage.flatMap(({ wait, lost }) => (lost && wait.edge !== null ? [wait.edge.child] : [])),
    );
    for (const { call, lost } of stage) if (lost && !withCaller.has(call)) this.#parted.add(call);
    return stage;
  }

  #letGo(source: Source): void {
    for (const { promise, ok } of this.#held.get(source) ?? []) this.#loop.settle(promise, ok);
    this.#held.delete(source);
  }

  #start({ via, fn }: Start, caller: Call | null, looseCreator = false): void {
    this.#later(via, caller, (known) => {
      const creator = known === null ? null : this.#creator(known, fn);
      const { withoutCall }: StartRow = STARTS[via];
      if (creator !== null && withoutCall === true) creator.first = Math.min(creator.line, creator.call.statementLine);
      this.#call(fn, creator, looseCreator);
    });
  }

  /** Calls `begin` when it is time, with who is known to have called. */
  #later(via: Start['via'], caller: Call | null, begin: (known: Call | null) => void): void {
    const { by, when } = STARTS[via];
    const job = (): void => begin(by === 'nobody' ? null : caller);
    if (when === 'now') job();
    else if (when === 'microtask') this.#loop.microtask(job);
    else this.#loop.macrotask(job);
  }

  #call(fn: Fn, creator: Creator, looseCreator = false): Call {
    return this.#begin(fn, creator, looseCreator, (call) => this.#body(call, fn));
  }

  #begin(fn: Node, creator: Creator, looseCreator: boolean, body: (call: Call) => Steps): Call {
    // What is started behind a disposal that waits, in one statement with it, has no known creator.
    const loose = looseCreator || this.#printed.text.includes('await using');
    const call: Call = { promise: new Promised(), fn, creator, wait: null, looseCreator: loose, statementLine: 0 };
    this.#calls.add(call);
    this.#go(call, body(call), () => this.#end(call, false));
    return call;
  }

  *#body(call: Call, { body }: Fn): Steps {
    const completion = yield* this.#statements(call, body);
    if (completion === null || completion.wait === null)
      return this.#end(call, completion?.promise.outcome?.ok ?? true);
    call.wait = completion.wait;
    this.#loop.when(completion.promise, call, ({ ok }) => this.#end(call, ok));
  }

  #end(call: Call, ok: boolean): void {
    call.wait = null;
    this.#calls.delete(call);
    this.#loop.settle(call.promise, ok);
  }

  /** Runs the code until it ends. `refused`: what happens where it throws. */
  #go(call: Call, steps: Steps, refused: () => void): void {
    const step = (next: () => IteratorResult<Suspended, void>): void => {
      call.wait = null;
      try {
        const { done, value } = next();
        if (done || value === undefined) return;
        call.wait = value.wait;
        this.#loop.when(value.promise, call, ({ ok }) => step(() => (ok ? steps.next() : steps.throw(new Refused()))));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refused();
      }
    };
    step(() => steps.next());
  }

  *#statements(call: Call, statements: readonly Statement[]): Steps<Completion> {
    for (const statement of statements) {
      const completion = yield* this.#statement(call, statement);
      if (completion !== null) return completion;
    }
    return null;
  }

  *#statement(call: Call, statement: Statement): Steps<Completion> {
    call.statementLine = this.#printed.lineOf(statement) || Number.POSITIVE_INFINITY;
    switch (statement.is) {
      case 'start':
        this.#start(statement.start, call);
        return null;
      case 'throw':
        throw new Refused();
      case 'await':
        yield yield* this.#wait(call, statement, statement.operand);
        return null;
      case 'return': {
        const { wait, promise } = yield* this.#wait(call, statement, statement.operand);
        if (!statement.awaits) return { promise, wait: { ...wait, returned: true } };
        yield { wait, promise };
        return { promise: Promised.of(true), wait: null };
      }
      case 'try':
        return yield* this.#try(call, statement);
      case 'block':
        for (let time = 0; time < BLOCKS[statement.shape].times; time++) {
          const completion = yield* this.#statements(call, statement.body);
          if (completion !== null) return completion;
        }
        return null;
      case 'for await':
        return yield* this.#forAwait(call, statement);
      case 'generator':
        return yield* this.#generator(call, statement);
      case 'channel': {
        const wait: Wait = { ...waitAt(this.#printed.lineOf(statement)), reason: 'chan receive' };
        yield { promise: statement.held ? this.#hold(statement.source, true) : new Promised(), wait };
        return null;
      }
      case 'using':
        return yield* this.#using(call, statement);
      case 'await using':
        return yield* this.#awaitUsing(call, statement);
    }
  }

  *#try(call: Call, { body, handler, finalizer }: Extract<Statement, { is: 'try' }>): Steps<Completion> {
    let completion: Completion = null;
    let refused = false;
    try {
      try {
        completion = yield* this.#statements(call, body);
      } catch (error) {
        if (!(error instanceof Refused) || (handler === null && finalizer !== null)) throw error;
        completion = yield* this.#statements(call, handler ?? []);
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused = true;
    }
    // What is about to be returned is held by the code that still runs.
    call.keeps = completion === null || completion.promise.isThenable ? null : completion.promise;
    const last = yield* this.#statements(call, finalizer ?? []);
    call.keeps = null;
    if (last !== null) return last;
    if (refused) throw new Refused();
    return completion;
  }

  *#forAwait(call: Call, statement: Extract<Statement, { is: 'for await' }>): Steps<Completion> {
    const members = statement.over.map((member) => this.#member(call, member));
    for (const promise of members) {
      yield { promise, wait: { ...waitAt(this.#printed.lineOf(statement)), anyReason: true } };
      const completion = yield* this.#statements(call, statement.body);
      if (completion !== null) return completion;
    }
    return null;
  }

  /** The generator is a frame of its own from one `yield` to the next, and none while it is parked there. */
  *#generator(caller: Call, statement: Extract<Statement, { is: 'generator' }>): Steps<Completion> {
    const creator = createdAt(caller, this.#printed.lineOf(statement));
    const call: Call = {
      promise: new Promised(),
      fn: statement.parts,
      creator,
      wait: null,
      looseCreator: true,
      statementLine: 0,
    };
    this.#calls.add(call);
    for (const part of statement.parts) {
      const turn = new Promised();
      let ended = false;
      call.promise = turn;
      const end = (): void => {
        ended = true;
      };
      this.#go(call, this.#part(call, part, turn, end), () => this.#loop.settle(turn, false));
      yield {
        promise: turn,
        wait: { ...waitAt(this.#printed.lineOf(statement)), edge: { kind: 'free', child: call } },
      };
      if (ended) break;
      const completion = yield* this.#statements(caller, statement.body);
      if (completion !== null) return completion;
    }
    this.#calls.delete(call);
    return null;
  }

  *#part(call: Call, part: readonly Statement[], turn: Promised, end: () => void): Steps {
    const completion = yield* this.#statements(call, part);
    if (completion !== null) {
      end();
      // An async generator awaits what it returns.
      const { wait, promise } = completion;
      if (wait !== null) {
        const edge = wait.edge === null ? null : { ...wait.edge, kind: 'free' as const };
        yield { promise, wait: { ...wait, edge, returned: false, anyReason: true } };
      }
    }
    this.#loop.settle(turn, true);
  }

  *#using(call: Call, statement: Extract<Statement, { is: 'using' }>): Steps<Completion> {
    try {
      return yield* this.#statements(call, statement.body);
    } finally {
      this.#start(statement.start, call, true);
    }
  }

  *#awaitUsing(call: Call, statement: Extract<Statement, { is: 'await using' }>): Steps<Completion> {
    let completion: Completion = null;
    let refused = false;
    try {
      completion = yield* this.#statements(call, statement.body);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused = true;
    }
    const child = this.#call(statement.fn, createdAt(call, this.#printed.lineOf(statement)), true);
    yield {
      promise: child.promise,
      wait: { ...waitAt(this.#printed.lineOf(statement)), edge: { kind: 'free', child } },
    };
    if (refused) throw new Refused();
    return completion;
  }

  /** Evaluates what is awaited. */
  *#wait(call: Call, node: Statement, operand: Operand): Steps<Suspended> {
    const wait = waitAt(this.#printed.lineOf(node));
    switch (operand.is) {
      case 'source': {
        const { reason }: SourceRow = SOURCES[operand.source.way];
        return { promise: this.#source(operand.source), wait: { ...wait, reason } };
      }
      case 'call': {
        if (operand.callee !== null) this.#start(operand.callee.start, call);
        for (const start of operand.args) this.#start(start, call);
        if (operand.awaited !== null) {
          const child = this.#call(operand.awaited, this.#creator(call, operand.awaited));
          const line = this.#printed.awaitLineOf(operand.awaited);
          yield { promise: child.promise, wait: { ...waitAt(line), edge: { kind: 'must', child } } };
        }
        const child = this.#call(operand.fn, this.#creator(call, operand.fn));
        return { promise: child.promise, wait: { ...wait, edge: { kind: 'must', child } } };
      }
      case 'handed': {
        // Behind the wait for a lock it is nobody's call that can be known.
        const locked = operand.via === 'a lock';
        const child = this.#call(operand.fn, this.#creator(call, operand.fn), locked);
        const promise = locked ? this.#loop.following(child.promise) : child.promise;
        return { promise, wait: { ...wait, edge: { kind: 'free', child } } };
      }
      case 'derived': {
        const child = this.#call(operand.fn, this.#creator(call, operand.fn));
        return { promise: this.#loop.following(child.promise, DERIVED[operand.via].caught), wait };
      }
      case 'variable': {
        const promise = this.#member(call, operand.of);
        for (const start of operand.starts) this.#start(start, call);
        if (isFn(operand.of)) return { promise, wait };
        const { reason }: SourceRow = SOURCES[operand.of.way];
        return { promise, wait: { ...wait, reason, anyReason: true } };
      }
      case 'other': {
        this.#start(operand.start, call);
        const { reason }: SourceRow = SOURCES[operand.source.way];
        return { promise: this.#source(operand.source), wait: { ...wait, reason, anyReason: true } };
      }
      case 'shared': {
        const promise = this.#source(operand.source);
        const { reason }: SourceRow = SOURCES[operand.source.way];
        this.#later(operand.via, call, (known) => {
          const creator = known === null ? null : createdAt(known, this.#printed.lineOf(operand));
          this.#begin(operand, creator, false, (other) => this.#waiter(other, operand, promise));
        });
        return { promise, wait: { ...wait, reason, anyReason: true } };
      }
      case 'together':
        return {
          promise: this.#together(
            operand.way,
            operand.members.map((member) => this.#member(call, member)),
          ),
          wait,
        };
    }
  }

  *#waiter(call: Call, shared: Shared, promise: Promised): Steps {
    const { reason } = SOURCES[shared.source.way];
    yield { promise, wait: { ...waitAt(this.#printed.awaitLineOf(shared)), reason, anyReason: true } };
    this.#end(call, true);
  }

  #together(way: Extract<Operand, { is: 'together' }>['way'], members: Promised[]): Promised {
    const promise = new Promised();
    const settle = (ok: boolean): void => this.#loop.settle(promise, ok);
    if (way === 'race') this.#races.push(members);
    let left = members.length;
    if (left === 0 && way !== 'race') settle(way !== 'any');
    for (const member of members) {
      this.#loop.when(member, promise, ({ ok }) => {
        left--;
        if (way === 'race' || (way === 'all' && !ok) || (way === 'any' && ok)) settle(ok);
        else if (left === 0) settle(way !== 'any');
      });
    }
    return promise;
  }

  #member(call: Call, member: Fn | Source): Promised {
    return isFn(member) ? this.#call(member, this.#creator(call, member)).promise : this.#source(member);
  }

  #source(source: Source): Promised {
    const promise = new Promised();
    promise.isThenable = source.way.includes('thenable');
    switch (SOURCES[source.way].fate) {
      case 'ready':
        return Promised.of(true);
      case 'rejected':
        return Promised.of(false);
      case 'turn':
        this.#loop.macrotask(() => this.#loop.settle(promise, true));
        return promise;
      case 'lost':
        return promise;
      case 'held':
      case 'refused':
        return this.#hold(source, SOURCES[source.way].fate === 'held');
    }
  }

  #hold(source: Source, ok: boolean): Promised {
    const promise = new Promised();
    this.#held.set(source, [...(this.#held.get(source) ?? []), { promise, ok }]);
    if (source.round <= this.#round) this.#letGo(source);
    return promise;
  }

  #creator(call: Call, fn: Fn): NonNullable<Creator> {
    return createdAt(call, this.#printed.callLineOf(fn));
  }
}

function createdAt(call: Call, line: number): NonNullable<Creator> {
  return { call, line, first: line };
}

function waitAt(line: number): Wait {
  return { line, reason: 'await', anyReason: false, edge: null, returned: false };
}
