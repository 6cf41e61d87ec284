/**
 * A wrong fix is a difference: `solutions/NN-slug/wrong/<name>.diff` holds what it does otherwise than the solution, below
 * the fact at which it fails and the reason why it is wrong.
 *
 *   Fact: count-returns-to-baseline
 *   Why: It receives all three rows before it answers: the client waits for the slowest source.
 *   --- server.ts
 *   +++ server.ts
 *   @@ -24,5 +24,5 @@
 */
import { applyPatch, FILE_HEADERS_ONLY, formatPatch, parsePatch, type StructuredPatch, structuredPatch } from 'diff';

export interface WrongFix {
  /** The fact at which it fails. */
  fact: string;
  /** One sentence. */
  why: string;
  patches: StructuredPatch[];
}

/** Texts by file. */
export interface Files {
  [file: string]: string;
}

const DESCRIPTION = /^Fact: (?<fact>[\w-]+)\r?\nWhy: (?<why>\S[^\r\n]*)\r?\n/;

/** Throws an error that says what is not in its place. */
export function parseWrongFix(text: string): WrongFix {
  const description = parseDescription(text);
  const patch = text.search(/^--- /m);
  if (description === null || patch < 0)
    throw new Error('it begins with `Fact: …`, `Why: …` and `--- FILE`, each on a line of its own');
  return { ...description, patches: parsePatch(text.slice(patch)) };
}

export function renderWrongFix({ patches, ...description }: WrongFix): string {
  return renderDescription(description) + formatPatch(patches, FILE_HEADERS_ONLY);
}

/** Its first two lines; null where they are not that. */
export function parseDescription(text: string): Pick<WrongFix, 'fact' | 'why'> | null {
  const { fact, why } = DESCRIPTION.exec(text)?.groups ?? {};
  return fact === undefined || why === undefined ? null : { fact, why };
}

export function renderDescription({ fact, why }: Pick<WrongFix, 'fact' | 'why'>): string {
  return `Fact: ${fact}\nWhy: ${why}\n`;
}

/** What has to be changed in the solution to have the fix. */
export function differenceOf(solution: Files, fix: Files): StructuredPatch[] {
  return Object.entries(fix)
    .map(([file, text]) =>
      structuredPatch(file, file, solution[file] ?? '', text, undefined, undefined, { context: 3 }),
    )
    .filter(({ hunks }) => hunks.length > 0);
}

/**
 * The fix, whole. A change whose place is no longer found in the solution stands between marks near to where it was, with
 * what it takes out and what it puts in; `conflicts` names the files that have one.
 */
export function applyWrongFix(
  solution: Files,
  { patches }: Pick<WrongFix, 'patches'>,
): { files: Files; conflicts: string[] } {
  const files = { ...solution };
  const conflicts: string[] = [];
  for (const patch of patches) {
    const file = patch.newFileName ?? patch.oldFileName ?? '';
    const text = solution[file] ?? '';
    const applied = applyPatch(text, patch);
    if (applied === false) conflicts.push(file);
    files[file] = applied === false ? bothSides(text, patch) : applied;
  }
  return { files, conflicts };
}

const MARKS = { old: '<<<<<<< the difference takes out', new: '======= and puts in', end: '>>>>>>> here' };

/** Whether `applyWrongFix` left a change between marks. */
export function hasConflict(text: string): boolean {
  return text.split('\n').includes(MARKS.end);
}

function bothSides(text: string, patch: StructuredPatch): string {
  // From the end, so that the lines before keep their numbers.
  return patch.hunks.reduceRight((sofar, hunk) => {
    const applied = applyPatch(sofar, { ...patch, hunks: [hunk] });
    if (applied !== false) return applied;
    const side = (mark: string): string[] =>
      hunk.lines.filter((line) => line.startsWith(mark) || line.startsWith(' ')).map((line) => line.slice(1));
    const lines = sofar.split('\n');
    lines.splice(hunk.oldStart - 1, 0, MARKS.old, ...side('-'), MARKS.new, ...side('+'), MARKS.end);
    return lines.join('\n');
  }, text);
}
