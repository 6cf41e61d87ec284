/**
 * Where the tests are run: a folder for each variant of the handlers, with a copy of the tests in it. A test that looks where it is
 * finds nothing that tells the variants apart: their folders have names by chance, and their files the same ones.
 */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const LAB = fileURLToPath(new URL('..', import.meta.url));
const VARIANTS = join(LAB, 'check', 'variants');
/** In the repository, so that packages are found. */
const PLACE = fileURLToPath(new URL('../../../.leaklab/cache/leak-tests/', import.meta.url));

/** In most variants the backend is fast; in one it takes its time, and in one the leak begins only after a while. */
const FAST_CLOCK = `export const TABLES = { users: 2, orders: 4, tags: 12 };
export const AUDIT = 25;
export const RENEWAL = 25;
`;
const SLOW_CLOCK = `export const TABLES = { users: 5, orders: 10, tags: 30 };
export const AUDIT = 800;
export const RENEWAL = 300;
`;
const LATE_CLOCK = `export const TABLES = { users: 2, orders: 4, tags: 12 };
export const AUDIT = 120;
export const RENEWAL = 25;
`;
const CLOCKS = new Map([
  ['healthy', SLOW_CLOCK],
  ['leaky-purchase', LATE_CLOCK],
]);
/** What else stands in a folder that is judged: the lab itself, and what a solution has beside it. */
const GIVEN = new Set([
  ...['alternatives', 'backend.ts', 'check', 'check.ts', 'clock.ts', 'handlers.test.ts', 'handlers.ts'],
  ...['run-tests.ts', 'server.ts', 'vitest-conditions.ts', 'wrong'],
]);
/** Folders and code. */
const HELPER = /^[^.]+$|\.[cm]?[jt]sx?$/;

export interface Judged {
  /** The learner's files, absolute. */
  handlers: string;
  tests: string;
  /** The folder that is judged: what a learner has moved to a file of its own stands there too. */
  folder: string;
}

export interface Stage {
  folder: string;
  /** The name of a variant's folder, or of that of `OWN`. */
  placeOf(name: string): string;
  /** A text of a run with the paths of the learner's files in place of those of the copies. */
  authored(text: string): string;
  remove(): void;
}

/** The names of the variants; those that leak start with `leaky`. */
export const variants: readonly string[] = readdirSync(VARIANTS).map((file) => file.replace(/\.ts$/, ''));

/** The learner's own handlers, which the checker's tests stand beside. */
export const OWN = 'own';

export function setStage({ handlers, tests, folder: judged }: Judged): Stage {
  const helpers = readdirSync(judged).filter((name) => !GIVEN.has(name) && HELPER.test(name));
  mkdirSync(PLACE, { recursive: true });
  const folder = mkdtempSync(PLACE);
  const places = new Map([...variants, OWN].map((name) => [name, randomBytes(6).toString('hex')]));
  const placeOf = (name: string): string => places.get(name) ?? name;
  for (const name of places.keys()) {
    const place = join(folder, placeOf(name));
    mkdirSync(place);
    cpSync(join(LAB, 'backend.ts'), join(place, 'backend.ts'));
    cpSync(tests, join(place, 'handlers.test.ts'));
    for (const name of helpers) cpSync(join(judged, name), join(place, name), { recursive: true });
    writeFileSync(join(place, 'clock.ts'), CLOCKS.get(name) ?? FAST_CLOCK);
    if (name === OWN) {
      cpSync(handlers, join(place, 'handlers.ts'));
      mkdirSync(join(place, 'check'));
      for (const file of ['fixed.spec.ts', 'own-timers.ts'])
        cpSync(join(LAB, 'check', file), join(place, 'check', file));
    } else {
      cpSync(join(LAB, 'check', 'patience.ts'), join(place, 'patience.ts'));
      writeFileSync(join(place, 'handlers.ts'), variantText(name));
      writeFileSync(join(place, 'shared.ts'), variantText('healthy'));
    }
  }
  const copies = new RegExp(`${escaped(folder + sep)}([\\w-]+)[/\\\\]([^\\s:()]+)`, 'g');
  const original = (place: string, path: string): string | undefined => {
    if (path === 'handlers.test.ts') return tests;
    // Those of a variant are nobody's.
    if (path === 'handlers.ts') return place === placeOf(OWN) ? handlers : undefined;
    return helpers.includes(path.split(/[/\\]/)[0] ?? '') ? join(judged, path) : undefined;
  };
  return {
    folder,
    placeOf,
    authored: (text) => text.replace(copies, (copy, place, path) => original(place, path) ?? copy),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** As it stands beside the backend. */
function variantText(name: string): string {
  const text = readFileSync(join(VARIANTS, `${name}.ts`), 'utf8');
  return text.replaceAll("'../../backend.ts'", "'./backend.ts'").replaceAll("'./healthy.ts'", "'./shared.ts'");
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
