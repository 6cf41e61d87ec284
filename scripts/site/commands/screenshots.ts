/** `npm run docs screenshots`: the pictures of the site and of the classroom in the pages, taken anew. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocsContext, noMore, UsageError } from '../../documents/words/context.ts';
import { findChromium } from '../browser/chromium.ts';
import { takeClassroomScreenshots } from '../browser/classroom-screenshots.ts';
import { takeScreenshots } from '../browser/screenshots.ts';

export async function screenshots({ root, print }: DocsContext, rest: readonly string[]): Promise<number> {
  noMore('screenshots', rest);
  const chromium = findChromium();
  if (chromium === null)
    throw new UsageError(
      'There is no Chromium here: install it, or say where it is by the environment variable `CHROMIUM`.',
    );
  const pictures = [...(await takeScreenshots(chromium)), ...(await takeClassroomScreenshots(chromium))];
  for (const { name, content } of pictures) {
    writeFileSync(join(root, 'docs', 'pictures', name), content);
    print(`docs/pictures/${name}: ${Math.round(content.length / 1000)} kB`);
  }
  return 0;
}
