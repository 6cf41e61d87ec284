/**
 * Translated pages, and whether they are older than their originals. A translation says in its first line what text it was
 * made from:
 *
 *   <!-- translated from 9f2c41d0ab12 -->
 *
 * which is the digest of the original as it was then. It says nothing of whether the translation is good: who renews it
 * (`npm run docs translated FILE`) has looked.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const LANGUAGE = 'zh-CN';
/** What a learner, an instructor and a toolkit user read. Authors read English. */
const ORIGINALS = [
  'README.md',
  'docs/en/home.md',
  'docs/en/{learn,after,teach,toolkit}/**/*.md',
  'labs/*/{README,hints}.md',
];
/** Pages of the other language that are made from no original. */
const OF_ITS_OWN = ['docs/zh-CN/maintain/terms.md'];
const MARK = /^<!-- translated from ([0-9a-f]*) -->\n/;

/** Relative to the root, with forward slashes, as all paths here. */
export function originals(root: string): string[] {
  return found(root, ORIGINALS);
}

export function translationOf(original: string): string {
  return original.startsWith('docs/en/')
    ? original.replace('docs/en/', `docs/${LANGUAGE}/`)
    : original.replace(/\.md$/, `.${LANGUAGE}.md`);
}

/** Originals without a translation. */
export function untranslated(root: string): string[] {
  return originals(root).filter((original) => !existsSync(join(root, translationOf(original))));
}

/** What is wrong with the translations that there are, in words. */
export function translationProblems(root: string): string[] {
  const known = new Map(originals(root).map((original) => [translationOf(original), original]));
  const problems = found(root, [`docs/${LANGUAGE}/**/*.md`, `labs/*/*.${LANGUAGE}.md`, `*.${LANGUAGE}.md`]).map(
    (path) => {
      const original = known.get(path);
      if (original === undefined)
        return OF_ITS_OWN.includes(path) ? null : `\`${path}\` is a translation of nothing that there is`;
      const made = MARK.exec(read(root, path))?.[1];
      if (made === digestOf(read(root, original))) return null;
      const what = made === undefined ? 'does not say what it was made from' : `is older than \`${original}\``;
      return `\`${path}\` ${what}: look at both, then run \`npm run docs translated ${path}\``;
    },
  );
  return problems.filter((problem) => problem !== null);
}

/** The text of a translation, marked as made from the original as it is now; null where the path is no translation of anything. */
export function markedAsTranslated(root: string, path: string): string | null {
  const original = originals(root).find((each) => translationOf(each) === path);
  if (original === undefined || !existsSync(join(root, path))) return null;
  return `<!-- translated from ${digestOf(read(root, original))} -->\n${read(root, path).replace(MARK, '')}`;
}

/** Not of the numbers that a page quotes: `npm run bench` writes them anew into both. */
function digestOf(text: string): string {
  const itsOwn = text.replaceAll(/(<!-- number: [\w-]+ -->).*?(<!-- \/number -->)/g, '$1$2');
  return createHash('sha256').update(itsOwn).digest('hex').slice(0, 12);
}

/** With the line ends of Unix, whatever git made of them. */
function read(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
}

function found(root: string, patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: root })
    .map((path) => path.split(sep).join('/'))
    .sort();
}
