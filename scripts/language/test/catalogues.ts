/** Catalogues beside the sources that they are for: what is missing in one, and what nothing says any more. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { type Found, messagesIn } from './messages.ts';

/** Tests, and what stands in for a learner's files, speak to nobody. */
const NOT_SPOKEN = /\.test\.|\.spec\.|\/tests?\/|\/variants\//;

export interface Spoken extends Found {
  /** `path:line`, relative to the root. */
  where: string;
}

/** What is said by the sources that these patterns name. */
export function spokenIn(root: string, patterns: readonly string[]): Spoken[] {
  return sourcesIn(root, patterns).flatMap((path) =>
    messagesIn(path, readFileSync(join(root, path), 'utf8')).map((found) => ({
      ...found,
      where: `${path}:${found.line}`,
    })),
  );
}

/** Relative to the root, with forward slashes. */
export function sourcesIn(root: string, patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: root })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !NOT_SPOKEN.test(path))
    .sort();
}

/** Texts of a lab's `lab.json` that a learner reads. */
export function textsOfLab(root: string, lab: string): Spoken[] {
  const where = `labs/${lab}/lab.json`;
  const { title, summary, learned, otherFix } = JSON.parse(readFileSync(join(root, where), 'utf8'));
  return [title, summary, ...learned, otherFix.idea].map((text: string) => ({ text, line: 1, where }));
}

export function labsIn(root: string): string[] {
  return globSync('labs/*/lab.json', { cwd: root })
    .map((path) => basename(join(path, '..')))
    .sort();
}

/** Those that no catalogue has, each with its place. */
export function missing(spoken: readonly Spoken[], catalogues: readonly { [english: string]: string }[]): string[] {
  return spoken
    .filter(({ text }) => !catalogues.some((catalogue) => Object.hasOwn(catalogue, text)))
    .map(({ text, where }) => `${where}  ${JSON.stringify(text)}`);
}

/** Those that nothing says. */
export function stale(catalogue: { [english: string]: string }, spoken: readonly Spoken[]): string[] {
  const said = new Set(spoken.map(({ text }) => text));
  return Object.keys(catalogue).filter((text) => !said.has(text));
}

/** Those in which a value is lost, or one is named that the message has not. */
export function placesLost(catalogue: { [english: string]: string }): string[] {
  return Object.entries(catalogue).flatMap(([english, text]) =>
    places(english) === places(text) ? [] : [`${JSON.stringify(english)}: ${JSON.stringify(text)}`],
  );
}

function places(text: string): string {
  return [...new Set(text.match(/\{\d+\}/g))].sort().join();
}
