/** All recordings there are: what the files in `docs/recorded` export, and the texts beside them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeWhole } from '../../course/write-file.ts';
import type { Language } from '../../language/language.mjs';
import { difference } from './compare.ts';
import type { Recording, Recordings } from './recording.ts';

export type Table = Map<string, Recording>;

/** Beside English, which stands on all other pages. */
const TRANSLATION: Language = 'zh-CN';

/** Throws where two files name the same recording. */
export async function readTable(root: string): Promise<Table> {
  const folder = join(root, 'docs', 'recorded');
  const table: Table = new Map();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.ts')) continue;
    const { default: recordings }: { default: Recordings } = await import(pathToFileURL(join(folder, file)).href);
    for (const [name, recording] of Object.entries(recordings)) {
      if (table.has(name)) throw new Error(`\`docs/recorded/${file}\` names \`${name}\` a second time.`);
      table.set(name, recording);
      if (recording.speaks) table.set(`${name}.${TRANSLATION}`, inLanguage(recording, TRANSLATION));
    }
  }
  return table;
}

/** `npm test` runs a recording in English alone, and compares its facts with those of the translation. */
function inLanguage(recording: Recording, language: Language): Recording {
  return { ...recording, cheap: false, run: (workplace) => recording.run({ ...workplace, language }) };
}

/** Texts that no recording makes. */
export function strayTexts(root: string, table: Table): string[] {
  return readdirSync(join(root, 'docs', 'recorded'))
    .filter((file) => file.endsWith('.txt') && !table.has(basename(file, '.txt')))
    .map((file) => `docs/recorded/${file}`);
}

/** A program that the recording needs and this machine has not; null where all are there. */
export function missingProgram({ needs = [] }: Recording): string | null {
  return needs.find((program) => !isInstalled(program)) ?? null;
}

/** Makes the text anew; nothing is written. */
export async function rerun(root: string, { run, standIns = [] }: Recording): Promise<string> {
  const parent = join(root, '.leaklab', 'recording');
  mkdirSync(parent, { recursive: true });
  const scratch = mkdtempSync(join(parent, 'copy-'));
  try {
    const text = (await run({ root, scratch, language: 'en' })).replaceAll('\r\n', '\n').replaceAll(`${scratch}/`, '');
    const stable = standIns.reduce((changed, [pattern, standIn]) => changed.replace(pattern, standIn), text);
    return `${stable.trimEnd()}\n`;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** How the text on disk differs from a fresh one; null where it does not. */
export function staleness(root: string, name: string, fresh: string, recording: Recording): string | null {
  const file = fileOf(root, name);
  if (!existsSync(file)) return 'it was never recorded';
  return difference(readFileSync(file, 'utf8'), fresh, recording);
}

export function write(root: string, name: string, text: string): void {
  writeWhole(fileOf(root, name), text);
}

function fileOf(root: string, name: string): string {
  return join(root, 'docs', 'recorded', `${name}.txt`);
}

function isInstalled(program: string): boolean {
  // Not every program knows this word; one that is there says so, and one that is not can't be started.
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}
