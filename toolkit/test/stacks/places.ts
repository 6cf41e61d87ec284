/**
 * The leak that each program has, and where it is: its lines carry a comment, so that what taskscope tells is compared with
 * what stands in the source.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Places as `file:line`, the file relative to the folder of the program. */
export interface Places {
  /** Innermost first. */
  frames: string[];
  createdBy: string | null;
}

interface Frame {
  file: string;
  line: number;
}

/** On the line where the task waits for what never comes; where it awaits that function; where it is started. */
const MARKS = { waits: '// it waits here', awaits: '// for whom this waits', starts: '// started here' };

/** What is right, by the comments in the sources of the program. */
export function planted(folder: string): Places {
  const [waits, awaits, starts] = [MARKS.waits, MARKS.awaits, MARKS.starts].map((mark) => find(folder, mark));
  if (waits === undefined || waits === null) throw new Error(`No line in \`${folder}\` has \`${MARKS.waits}\`.`);
  return { frames: [waits, awaits ?? []].flat(), createdBy: starts ?? null };
}

/** What was told, in the same form. */
export function told(folder: string, group: { frames: readonly Frame[]; createdBy: Frame | null }): Places {
  const place = ({ file, line }: Frame): string => `${inFolder(folder, file)}:${line}`;
  return { frames: group.frames.map(place), createdBy: group.createdBy === null ? null : place(group.createdBy) };
}

/** The places of the first stack in what a test runner has printed: with `at`, as Vitest does it, or as TAP does. */
export function printed(folder: string, output: string): Places {
  const lines = [...output.matchAll(/^\s*(?:(?:at|❯) )?(created by )?\S+ \(?([^\s():]+:\d+):\d+\)?$/gm)];
  const first = lines.findIndex(([, created]) => created !== undefined);
  const stack = first < 0 ? lines : lines.slice(0, first);
  const place = (line: RegExpMatchArray | undefined): string | null => line?.[2]?.replace(`${folder}/`, '') ?? null;
  return { frames: stack.map((line) => place(line) ?? ''), createdBy: first < 0 ? null : place(lines[first]) };
}

/** How many of the places are exact, and of how many: frame by frame, and who started it. */
export function exact(wanted: Places, given: Places): { exact: number; of: number } {
  const pairs = [
    ...wanted.frames.map((place, index) => place === given.frames[index]),
    ...(wanted.createdBy === null ? [] : [wanted.createdBy === given.createdBy]),
  ];
  return { exact: pairs.filter(Boolean).length, of: pairs.length };
}

function find(folder: string, mark: string): string | null {
  const files = globSync('**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}', {
    cwd: folder,
    exclude: (name) => /^(node_modules|dist|build|\.next)$/.test(name),
  });
  for (const file of files.sort()) {
    const index = readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(mark));
    if (index >= 0) return `${file.split(sep).join('/')}:${index + 1}`;
  }
  return null;
}

function inFolder(folder: string, file: string): string {
  // webpack names a source by its path in the project, behind a scheme of its own.
  const inWebpack = /^webpack:\/\/[^/]*\/(?:\.\/)?(.*)$/.exec(file)?.[1];
  if (inWebpack !== undefined) return inWebpack;
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  return relative(folder, path).split(sep).join('/');
}
