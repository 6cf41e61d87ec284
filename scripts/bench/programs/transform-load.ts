// The transform over this repository's own files with async functions; processor milliseconds for 1,000 lines.
// The word `cold`: each file once, in a process that has transformed nothing yet; `warm`: the third time.
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

function transformAll(): void {
  for (const { file, source } of sources) {
    const result = transform(parser, file, source, 'module');
    if (!('insertions' in result)) continue;
    const insertions = finalInsertions(result, 0, 'file:///runtime.js');
    JSON.stringify(sourceMap(source, file, insertions));
    insertInto(source, insertions);
  }
}

const parser = loadParser();
if (process.argv[2] === 'warm') {
  transformAll();
  transformAll();
}
const start = process.cpuUsage();
transformAll();
const { user, system } = process.cpuUsage(start);
process.stdout.write(String((user + system) / lines));
