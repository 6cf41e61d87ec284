/** `npm run docs translated FILE…`: somebody has looked, and these translations say what their originals say. */
import { join } from 'node:path';
import { writeWhole } from '../../course/write-file.ts';
import { markedAsTranslated } from '../translations.ts';
import { type DocsContext, UsageError } from './context.ts';

/** Marks all of them or none. Throws a `UsageError` for a file that is no translation. */
export async function translated({ root, print }: DocsContext, files: readonly string[]): Promise<number> {
  if (files.length === 0) throw new UsageError('Which files? For example: npm run docs translated README.zh-CN.md');
  const marked = files.map((file) => {
    const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
    const text = markedAsTranslated(root, path);
    if (text === null)
      throw new UsageError(
        `\`${file}\` is no translation: those are in \`docs/zh-CN/\`, or end in \`.zh-CN.md\`, and have an original.`,
      );
    return { path, text };
  });
  for (const { path, text } of marked) {
    writeWhole(join(root, path), text);
    print(`\`${path}\` says what its original says`);
  }
  return 0;
}
