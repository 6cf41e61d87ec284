// Runs the programs of one file and prints what each logged. Not transformed: it stands outside of what is compared.
import { inspect } from 'node:util';

const programs = [];
globalThis.add = (name, run) => programs.push({ name, run });
globalThis.line = (error) => /programs[^:]*:(\d+):/.exec(error.stack)?.[1];
globalThis.names = (error) =>
  error.stack
    .split('\n')
    .filter((text) => text.includes('programs'))
    .map((text) => /at (?:async )?([\w.]+)/.exec(text)?.[1]);

await import(process.argv[2]);
const results = {};
for (const { name, run } of programs) {
  const lines = [];
  const log = (...values) =>
    lines.push(values.map((value) => inspect(value, { depth: 5, breakLength: Infinity })).join(' '));
  try {
    await run(log);
  } catch (error) {
    lines.push(`FAILED ${inspect(error)}`);
  }
  results[name] = lines;
}
process.stdout.write(JSON.stringify(results));
