/** An embedded database with nothing in it. To make one takes five seconds of processor time, to read one that was kept takes one. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import { writeWhole } from '../../course/write-file.ts';

const PACKAGES = fileURLToPath(new URL('../node_modules/', import.meta.url));

export async function emptyDatabase(): Promise<PGlite> {
  const kept = placeOf(join(PACKAGES, '@electric-sql', 'pglite', 'package.json'));
  if (existsSync(kept)) return PGlite.create({ loadDataDir: new Blob([readFileSync(kept)]) });
  const made = await PGlite.create();
  const files = await made.dumpDataDir('none');
  // Another test file may read it at this moment, or write the same.
  writeWhole(kept, Buffer.from(await files.arrayBuffer()));
  return made;
}

/** Another version of the package makes its own. */
function placeOf(manifest: string): string {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')));
  return join(PACKAGES, '.cache', `empty-database-${version}.tar`);
}
