/**
 * Wrong fixes that a page for instructors talks about. A comment names one, and what is said of it stands behind it:
 *
 *   <!-- wrong: 02-leaky-query/receive-three -->
 *   > It receives all three rows before it answers: the client waits for the slowest source.
 *
 * The quote is the sentence of `solutions/02-leaky-query/wrong/receive-three/wrong.json`. A translation of the page has its
 * own sentence, and in the comment the digest of the one that it translates: `receive-three 1a2b3c4d`.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Mark {
  /** 0-based; the quote begins on the next line. */
  line: number;
  /** `02-leaky-query/receive-three` */
  name: string;
  digest: string | null;
  quote: string[];
}

const MARK = /^<!--\s*wrong:\s*([\w-]+\/[\w-]+)(?:\s+([\da-f]{8}))?\s*-->\s*$/;

/** What is wrong with the marks of a page, each with its 1-based line. */
export function wrongFixProblems(root: string, path: string, text: string): { line: number; message: string }[] {
  return marksIn(text).flatMap((mark) => {
    const why = whyOf(root, mark.name);
    const message = why === null ? `there is no wrong fix \`${mark.name}\`` : problemOf(path, mark, why);
    return message === null ? [] : [{ line: mark.line + 1, message }];
  });
}

/** The page with each quote filled anew; a translated one stays as it is. */
export function refreshedWrongFixes(root: string, path: string, text: string): string {
  if (isTranslation(path)) return text;
  const lines = text.split('\n');
  for (const { line, name, quote } of marksIn(text).reverse()) {
    const why = whyOf(root, name);
    if (why !== null) lines.splice(line + 1, quote.length, `> ${why}`);
  }
  return lines.join('\n');
}

export function digestOfWhy(why: string): string {
  return createHash('sha256').update(why).digest('hex').slice(0, 8);
}

function problemOf(path: string, { digest, quote }: Mark, why: string): string | null {
  if (!isTranslation(path))
    return quote.join('\n') === `> ${why}`
      ? null
      : 'the quote is not what `wrong.json` says: run `npm run docs refresh`';
  if (quote.length === 0) return `nothing is said of it: translate “${why}” into a quote (\`> …\`) behind the comment`;
  if (digest === digestOfWhy(why)) return null;
  return `the English sentence is now “${why}”: is the translation still right? Then put \`${digestOfWhy(why)}\` behind the name`;
}

function isTranslation(path: string): boolean {
  return path.startsWith('docs/') && !path.startsWith('docs/en/');
}

function marksIn(text: string): Mark[] {
  const lines = text.split('\n');
  return lines.flatMap((content, line) => {
    const [, name, digest = null] = MARK.exec(content) ?? [];
    if (name === undefined) return [];
    const end = lines.findIndex((each, index) => index > line && !each.startsWith('>'));
    return [{ line, name, digest, quote: lines.slice(line + 1, end < 0 ? undefined : end) }];
  });
}

function whyOf(root: string, name: string): string | null {
  const [lab = '', fix = ''] = name.split('/');
  try {
    const { why }: { why: string } = JSON.parse(
      readFileSync(join(root, 'solutions', lab, 'wrong', fix, 'wrong.json'), 'utf8'),
    );
    return why;
  } catch {
    return null;
  }
}
