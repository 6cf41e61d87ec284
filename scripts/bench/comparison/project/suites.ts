/** The tests, for whichever runner: each calls a handler, and is called like it. */
import { buffered, poll, purchase, query } from './handlers.ts';

export interface Case {
  name: string;
  run: () => Promise<void>;
}

export interface Suite {
  cases: Case[];
  /** Whether its tests run at the same time. */
  together: boolean;
}

const ALL = [query, poll, buffered, purchase];
const HEALTHY = 500;

const suites: { [name: string]: Suite } = {
  alone: { cases: ALL.map(named), together: false },
  together: { cases: atTheSameTime(ALL.map(named)), together: true },
  /** For the time to the verdict. */
  query: { cases: [named(query)], together: false },
  buffered: { cases: [named(buffered)], together: false },
  /** For the cost of tests that are well. */
  healthy: {
    cases: Array.from({ length: HEALTHY }, (_, index) => ({ name: `buffered ${index}`, run: buffered })),
    together: false,
  },
};

/** The one that the environment asks for. */
export function suite(): Suite {
  const name = process.env['SUITE'] ?? '';
  const found = suites[name];
  if (found === undefined) throw new Error(`There is no suite \`${name}\`: \`${Object.keys(suites).join('`, `')}\`.`);
  return found;
}

function named(run: () => Promise<void>): Case {
  return { name: run.name, run };
}

/** Each begins when all have, so that they do run at the same time. */
function atTheSameTime(cases: readonly Case[]): Case[] {
  const all = Promise.withResolvers<void>();
  let begun = 0;
  return cases.map(({ name, run }) => ({
    name,
    async run() {
      begun++;
      if (begun === cases.length) all.resolve();
      await all.promise;
      await run();
    },
  }));
}
