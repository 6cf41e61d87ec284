import { join } from 'node:path';
import { editedFiles } from './edited-files.ts';
import { type Part, runNode, verdictOf } from './part.ts';

interface Diagnostic {
  severity: string;
  message: string;
  location: { path: string; start: { line: number } };
}

/** Biome, over all but what a learner has edited: a fix need not be pretty. */
export const lint: Part = {
  title: 'lint and format',
  async run(root) {
    const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const { output } = await runNode(root, [biome, 'check', '--reporter=json', '--max-diagnostics=200'], true);
    const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(output);
    const edited = editedFiles(root);
    const problems = diagnostics.filter(({ severity, location }) => severity === 'error' && !edited.has(location.path));
    const lines = problems.map(({ location, message }) => `${location.path}:${location.start.line}  ${message}`);
    for (const line of lines) console.log(`✗ ${line}`);
    return verdictOf(problems.length === 0, lines);
  },
};
