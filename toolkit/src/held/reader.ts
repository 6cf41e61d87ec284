/**
 * The child process that reads a heap snapshot for a program: what `takeHeld` gives comes in, and what holds the tasks goes out, as
 * JSON, or as a line behind `!` of why not.
 */
import { SnapshotError } from '../snapshot/errors.ts';
import { readHeld } from '../snapshot/read-held.ts';

// Whoever started it is the only one that can have written it.
const parse = JSON.parse;

try {
  process.stdout.write(JSON.stringify(await readHeld(process.stdin, parse)));
} catch (error) {
  if (!(error instanceof SnapshotError)) throw error;
  process.stdout.write(`!${error.message}`);
}
