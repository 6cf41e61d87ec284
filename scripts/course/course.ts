/** The labs of this course: found by their folders, described by their `lab.json`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { currentLanguage, fileInLanguage, say, translated, useCatalogue } from '../language/say.mjs';

const Metadata = z.strictObject({
  title: z.string().min(1),
  /** One line of a terminal. */
  summary: z.string().min(1).max(80),
  /** What the learner edits. */
  files: z.array(z.string()).min(1),
  /** What is started. */
  entry: z.string(),
  /** Whether that listens at a port. */
  serves: z.boolean().default(true),
  /**
   * Somebody else runs it: `start` does so as plain Node, untracked, beside a file whose program is its clients, and no save
   * starts it anew. Default: it is the learner's own.
   */
  foreign: z.strictObject({ clients: z.string() }).optional(),
  /** The fact at which the starter fails. */
  starterFact: z.string(),
  learned: z.tuple([z.string(), z.string(), z.string()]),
  /** A folder of `solutions/<lab>/alternatives`, shown after a pass. */
  otherFix: z.strictObject({ name: z.string(), idea: z.string() }),
});

/** Its texts are in the learner's language. */
export interface Lab extends z.infer<typeof Metadata> {
  /** Name of its folder: `02-leaky-query`. */
  name: string;
  /** 2 */
  number: number;
  /** Absolute paths. */
  folder: string;
  solution: string;
  /** What to read, in the learner's language where that is there; relative to the root, with forward slashes. */
  task: string;
  chapter: string;
}

/** Folders that are no labs are passed over. Throws an error that names the file where a lab is not described as it should be. */
export function readCourse(root: string): Lab[] {
  return labFolders(root)
    .filter((name) => isLab(root, name))
    .map((name) => readLab(root, name))
    .sort((a, b) => a.number - b.number);
}

/** Folders in `labs/` that have the name of a lab and are none: somebody's own, or what is left of one. */
export function foldersWithoutLab(root: string): string[] {
  return labFolders(root).filter((name) => !isLab(root, name));
}

function labFolders(root: string): string[] {
  return readdirSync(join(root, 'labs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map(({ name }) => name);
}

function isLab(root: string, name: string): boolean {
  return existsSync(join(root, 'labs', name, 'lab.json'));
}

function readLab(root: string, name: string): Lab {
  const folder = join(root, 'labs', name);
  const file = join(folder, 'lab.json');
  try {
    const metadata = Metadata.parse(JSON.parse(readFileSync(file, 'utf8')));
    useCatalogue(folder);
    return {
      ...inLanguage(metadata),
      name,
      number: Number(name.slice(0, 2)),
      folder,
      solution: join(root, 'solutions', name),
      task: `labs/${name}/${fileInLanguage(folder, 'README.md')}`,
      chapter: chapterOf(root, name),
    };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(
      say`\`labs/${name}/lab.json\` can't be used. Restore it with \`git checkout labs/${name}/lab.json\`.\n${reason}`,
    );
  }
}

function inLanguage(metadata: z.infer<typeof Metadata>): z.infer<typeof Metadata> {
  const { title, summary, learned, otherFix } = metadata;
  const [first, second, third] = learned;
  return {
    ...metadata,
    title: translated(title),
    summary: translated(summary),
    learned: [translated(first), translated(second), translated(third)],
    otherFix: { ...otherFix, idea: translated(otherFix.idea) },
  };
}

function chapterOf(root: string, name: string): string {
  const own = `docs/${currentLanguage()}/learn/${name}.md`;
  return existsSync(join(root, own)) ? own : `docs/en/learn/${name}.md`;
}

/** The three hints of a lab: the sections of its `hints.md`, in the learner's language where that is there. */
export function readHints(
  { folder }: Pick<Lab, 'folder'>,
  file = fileInLanguage(folder, 'hints.md'),
): { title: string; text: string }[] {
  return readFileSync(join(folder, file), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      return { title: title.trim(), text: lines.join('\n').trim() };
    });
}
