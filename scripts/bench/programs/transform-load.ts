// The transform over this repository's own files with async functions; processor milliseconds for 1,000 lines.
// The third time in a process; the word `parse`: the parser alone.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from '../../../toolkit/src/transform/parse.ts';
import { loadParser } from '../../../toolkit/src/transform/parser.ts';
import { finalInsertions, insertInto } from '../../../toolkit/src/transform/render.ts';
import { sourceMap } from '../../../toolkit/src/transform/source-map.ts';
import { transform } from '../../../toolkit/src/transform/transform.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sources = globSync(['scripts/**/*.ts', 'toolkit/src/**/*.ts', 'labs/**/*.ts', 'solutions/**/*.ts'], { cwd: root })
  .map((file) => ({ file, source: readFileSync(`${root}/${file}`, 'utf8') }))
  .filter(({ source }) => /\basync\b/.test(source));
const lines = sources.reduce((sum, { source }) => sum + source.split('\n').length, 0);

function parseAll(): void {
  // The program is made when it is asked for.
  for (const { source } of sources) parse(parser, source, 'ts', 'module').program;
}

function transformAll(): void {
  for (const { file, source } of sources) {
    const result = transform(parser, source, 'ts', 'module');
    if (!('insertions' in result)) continue;
    const insertions = finalInsertions(result, 0, 'file:///runtime.js');
    JSON.stringify(sourceMap(source, file, insertions));
    insertInto(source, insertions);
  }
}

const parser = loadParser();
const all = process.argv[2] === 'parse' ? parseAll : transformAll;
all();
all();
const start = process.cpuUsage();
all();
const { user, system } = process.cpuUsage(start);
process.stdout.write(String((user + system) / lines));
