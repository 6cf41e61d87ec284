/** The site as static files, for any host. */
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LANGUAGES } from './book.ts';
import { escapeHtml } from './escape.ts';
import { fileOf, written } from './links.ts';
import { readSite } from './site.ts';
import { WORDS } from './words.ts';

/** Writes every address into the folder. Gives how many files these are. */
export async function writeSite(root: string, folder: string): Promise<number> {
  const site = await readSite(root, written);
  const files = new Map<string, string | Buffer>();
  for (const [address, resource] of site) files.set(fileOf(address), resource.read());
  files.set('/index.html', entrance());
  for (const [file, content] of files) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  return files.size;
}

/** Leads to the first page: a plain file server can't choose a language. */
function entrance(): string {
  const links = LANGUAGES.map(
    (language) =>
      `<li lang="${language}"><a href="${written.to('/', `/${language}/`)}">${escapeHtml(WORDS[language].home)}</a></li>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Leaklab</title><meta http-equiv="refresh" content="0; url=${written.to('/', `/${LANGUAGES[0]}/`)}"><ul>${links.join('')}</ul></html>\n`;
}
