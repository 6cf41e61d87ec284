/**
 * The name of a function as `go tool pprof` and flame graphs need it, which merge by name: with the file that it is in, as Go
 * puts the package before it. So two functions called `handler` in two files stay two rows.
 */
import { isAbsolute, relative } from 'node:path';
import { fileName } from '../registry/sites.ts';

/** `src/routes/users.handler`: the file below the working folder of the program, else by its whole path. */
export function qualifiedName(name: string, file: string): string {
  const below = isAbsolute(file) ? relative(process.cwd(), file) : file;
  const path = (below.startsWith('..') ? file : below).replaceAll('\\', '/').replace(/\.\w+$/, '');
  // A function without a name at the top of its file is called by the file already.
  const short = `${fileName(file)}.`;
  return `${path}.${name.startsWith(short) ? name.slice(short.length) : name}`;
}
