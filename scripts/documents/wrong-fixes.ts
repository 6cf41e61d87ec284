/**
 * Wrong fixes that a page for instructors talks about. A comment names one, and the quote behind it is the reason in its
 * difference:
 *
 *   <!-- wrong: 02-leaky-query/receive-three -->
 *   > It receives all three rows before it answers: the client waits for the slowest source.
 *
 * A translation of the page has a sentence of its own there; that it is made from this one, `translations.ts` sees to.
 */
import { join } from 'node:path';
import { readWrongFix } from '../course/wrong-fixes.ts';

interface Mark {
  /** 0-based; the quote begins on the next line. */
  line: number;
  /** `02-leaky-query/receive-three` */
  name: string;
  quote: string[];
}

const MARK = /^<!--\s*wrong:\s*([\w-]+\/[\w-]+)\s*-->\s*$/;

/** What is wrong with the marks of a page, each with its 1-based line. */
export function wrongFixProblems(root: string, path: string, text: string): { line: number; message: string }[] {
  return marksIn(text).flatMap(({ line, name, quote }) => {
    const why = whyOf(root, name);
    const message = why === null ? `there is no wrong fix \`${name}\`` : quoteProblem(path, quote, why);
    return message === null ? [] : [{ line: line + 1, message }];
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

function quoteProblem(path: string, quote: readonly string[], why: string): string | null {
  if (isTranslation(path))
    return quote.length > 0 ? null : `translate “${why}” into a quote (\`> …\`) behind the comment`;
  return quote.join('\n') === `> ${why}`
    ? null
    : 'the quote is not what its difference says: run `npm run docs refresh`';
}

function isTranslation(path: string): boolean {
  return path.startsWith('docs/') && !path.startsWith('docs/en/');
}

function marksIn(text: string): Mark[] {
  const lines = text.split('\n');
  return lines.flatMap((content, line) => {
    const name = MARK.exec(content)?.[1];
    if (name === undefined) return [];
    const end = lines.findIndex((each, index) => index > line && !each.startsWith('>'));
    return [{ line, name, quote: lines.slice(line + 1, end < 0 ? undefined : end) }];
  });
}

function whyOf(root: string, name: string): string | null {
  const [lab = '', fix = ''] = name.split('/');
  try {
    return readWrongFix({ solution: join(root, 'solutions', lab) }, fix).why;
  } catch {
    return null;
  }
}
