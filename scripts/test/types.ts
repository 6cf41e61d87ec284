import { join } from 'node:path';
import { editedFiles } from './edited-files.ts';
import { type Part, runNode, verdictOf } from './part.ts';

/** The TypeScript compiler, over all but what a learner has edited. */
export const types: Part = {
  title: 'types',
  async run(root) {
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status, output } = await runNode(root, [compiler, '--pretty', 'false'], true);
    const edited = editedFiles(root);
    const errors = output
      .split('\n')
      .filter((line) => /error TS\d+/.test(line) && !edited.has(line.replace(/\(.*/, '')));
    for (const error of errors) console.log(`✗ ${error}`);
    return verdictOf(errors.length === 0 && (status === 0 || edited.size > 0), errors);
  },
};
