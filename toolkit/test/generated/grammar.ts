/** Random programs, for `fast-check`, which makes small ones of those that fail. */
import fc from 'fast-check';
import type { Fn, Operand, Program, Source, Start, Statement } from './program.ts';
import { CALLS, type CallWay } from './ways/calls.ts';
import { DERIVED, type DerivedWay } from './ways/derived.ts';
import { HANDS, type HandWay } from './ways/hands.ts';
import { OTHERS, type OtherWay } from './ways/others.ts';
import { AWAITS, type AwaitShape, BLOCKS, type BlockShape } from './ways/shapes.ts';
import { SOURCES, type SourceWay } from './ways/sources.ts';
import { STARTS, type StartWay } from './ways/starts.ts';

/** Of functions that call functions. */
const DEPTH = 3;

const way = <T extends string>(table: { [way in T]: unknown }): fc.Arbitrary<T> =>
  fc.constantFrom(...(Object.keys(table) as T[]));
const few = <T>(each: fc.Arbitrary<T>, minLength = 0, maxLength = 2): fc.Arbitrary<T[]> =>
  fc.array(each, { minLength, maxLength });

/** None in most cases. */
const sometimes = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: 4, arbitrary: few(each, 0, 0) }, { weight: 1, arbitrary: few(each, 1, 2) });

const orNot = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: each });

const source: fc.Arbitrary<Source> = fc.record({ way: way<SourceWay>(SOURCES), round: fc.constantFrom(1, 2) });
const leaf: fc.Arbitrary<Statement> = fc.record({
  is: fc.constant('await'),
  operand: fc.record({ is: fc.constant('source'), source }),
  shape: way<AwaitShape>(AWAITS),
});
const leafReturn: fc.Arbitrary<Statement> = fc.record({
  is: fc.constant('return'),
  operand: fc.record({ is: fc.constant('source'), source }),
  awaits: fc.boolean(),
});

const shared: fc.Arbitrary<Operand> = fc.record({ is: fc.constant('shared'), source, via: way<StartWay>(STARTS) });
/** What is returned is not what the function ends with, or not at once. */
const overruled: fc.Arbitrary<Statement> = fc.record({
  is: fc.constant('try'),
  body: fc.tuple(fc.record({ is: fc.constant('return'), operand: shared, awaits: fc.constant(false) })),
  handler: fc.constant(null),
  finalizer: fc.tuple(fc.oneof(leaf, leafReturn)),
});

interface Level {
  fn: fc.Arbitrary<Fn>;
  statement: fc.Arbitrary<Statement>;
}

/** Functions that call those of the level below, and statements of such functions. */
function level(below: Level | null): Level {
  const plain = fc.oneof(
    { weight: 6, arbitrary: leaf },
    { weight: 2, arbitrary: leafReturn },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('throw') }) },
  );
  const simple =
    below === null ? plain : fc.oneof({ weight: 1, arbitrary: plain }, { weight: 1, arbitrary: calling(below.fn) });
  const nested = few(simple, 1, 2);
  const structured: fc.Arbitrary<Statement> = fc.oneof(
    fc.record({
      is: fc.constant('try'),
      body: nested,
      handler: fc.option(few(simple)),
      finalizer: fc.option(few(simple)),
    }),
    overruled,
    fc.record({ is: fc.constant('block'), shape: way<BlockShape>(BLOCKS), body: nested }),
    fc.record({ is: fc.constant('generator'), parts: few(nested, 1, 2), body: few(simple, 0, 1) }),
    fc.record({
      is: fc.constant('for await'),
      over: few(below === null ? source : fc.oneof(below.fn, source), 1, 2),
      body: few(simple, 0, 1),
    }),
  );
  const statement = fc.oneof({ weight: 5, arbitrary: simple }, { weight: 1, arbitrary: structured });
  const fn = fc.record({ call: way<CallWay>(CALLS), body: few(statement, 1, below === null ? 2 : 3) });
  return { fn, statement };
}

function calling(fn: fc.Arbitrary<Fn>): fc.Arbitrary<Statement> {
  const start: fc.Arbitrary<Start> = fc.record({ via: way<StartWay>(STARTS), fn });
  const operand: fc.Arbitrary<Operand> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        is: fc.constant('call'),
        fn,
        callee: orNot(fc.record({ way: fc.constantFrom('chain', 'computed'), start })),
        args: sometimes(start),
        awaited: orNot(fn),
      }),
    },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('handed'), via: way<HandWay>(HANDS), fn }) },
    { weight: 4, arbitrary: fc.record({ is: fc.constant('other'), via: way<OtherWay>(OTHERS), start, source }) },
    {
      weight: 2,
      arbitrary: fc.record({
        is: fc.constant('together'),
        way: fc.constantFrom('all', 'race', 'any', 'allSettled'),
        members: few(fc.oneof(fn, source, source), 1, 3),
      }),
    },
    { weight: 2, arbitrary: shared },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('derived'), via: way<DerivedWay>(DERIVED), fn }) },
    {
      weight: 2,
      arbitrary: fc.record({ is: fc.constant('variable'), of: fc.oneof(fn, source), starts: sometimes(start) }),
    },
  );
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ is: fc.constant('await'), operand, shape: way<AwaitShape>(AWAITS) }) },
    { weight: 3, arbitrary: fc.record({ is: fc.constant('return'), operand, awaits: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ is: fc.constant('start'), start }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('using'), start, body: few(leaf, 0, 1) }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('await using'), fn, body: few(leaf, 0, 1) }) },
  );
}

let levels: Level = level(null);
for (let depth = 0; depth < DEPTH; depth++) levels = level(levels);

export const program: fc.Arbitrary<Program> = fc.record({
  starts: few(fc.record({ via: way<StartWay>(STARTS), fn: levels.fn }), 1, 2),
});
