/** `npm run docs build [FOLDER]`: the site as static files. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type DocsContext, noMore, UsageError } from '../../documents/words/context.ts';
import { writeSite } from '../write.ts';

const MARK = 'index.html';

export async function build(
  { root, print }: DocsContext,
  [folder = '.leaklab/site', ...rest]: readonly string[],
): Promise<number> {
  noMore('build', rest);
  const target = resolve(root, folder);
  // What is overwritten is a site, and nothing else.
  if (existsSync(target) && readdirSync(target).length > 0 && !existsSync(join(target, MARK))) {
    throw new UsageError(`\`${folder}\` holds something else: name a folder that is new, or empty.`);
  }
  const count = await writeSite(root, target);
  print(`${count} files in \`${relative(root, target)}\`. Open \`index.html\` in it, or put the folder on any host.`);
  return 0;
}
