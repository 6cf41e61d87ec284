// The transform over this repository's own files with async functions, each once; processor milliseconds for 1,000 lines.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadParser } from '../../../toolkit/src/transform/parser.ts';
import { finalInsertions, insertInto, sourceMap } from '../../../toolkit/src/transform/render.ts';
import { transform } from '../../../toolkit/src/transform/transform.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sources = globSync(['scripts/**/*.ts', 'toolkit/src/**/*.ts', 'labs/**/*.ts', 'solutions/**/*.ts'], { cwd: root })
  .map((file) => ({ file, source: readFileSync(`${root}/${file}`, 'utf8') }))
  .filter(({ source }) => /\basync\b/.test(source));
const lines = sources.reduce((sum, { source }) => sum + source.split('\n').length, 0);
const parser = loadParser();

const start = process.cpuUsage();
for (const { file, source } of sources) {
  const result = transform(parser, file, source, 'module');
  if (!('insertions' in result)) continue;
  const insertions = finalInsertions(result, 0, 'file:///runtime.js');
  JSON.stringify(sourceMap(source, file, insertions));
  insertInto(source, insertions);
}
const { user, system } = process.cpuUsage(start);
process.stdout.write(String((user + system) / lines));
