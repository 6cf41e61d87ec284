/** The program of the child process. By the stack, for the part of the package that is CommonJS can't ask `import.meta`. */
import { stackLines } from '../registry/stack.ts';

const OWN = /(?:commonjs[\\/])?held[\\/]reader-file\.(ts|js)$/;

export const READER = readerFile();

function readerFile(): string {
  const [own] = stackLines(readerFile, 1);
  return (own?.script ?? '').replace(OWN, 'held/reader.$1');
}
