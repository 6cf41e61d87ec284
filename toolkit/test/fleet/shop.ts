/** A folder with two releases of one package, and places in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Place } from './profiles.ts';

export interface Shop {
  folder: string;
  /** A file in the folder; its path. */
  write(path: string, text: string): string;
  /** Proven tasks of one release. */
  ask(count: number, release?: string, line?: number): Place;
  /** Tasks that are no leak. */
  janitor(count: number): Place;
  remove(): void;
}

export function makeShop(): Shop {
  const folder = mkdtempSync(join(tmpdir(), 'fleet 队 '));
  const write = (path: string, text: string): string => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  for (const release of ['1.2.3', '1.3.0']) write(join(release, 'package.json'), '{ "name": "shop" }');
  const file = (release: string, name: string): string => join(folder, release, 'src', name);
  return {
    folder,
    write,
    ask: (count, release = '1.2.3', line = 12) => ({
      name: 'ask',
      file: file(release, 'query.ts'),
      line,
      count,
      leaked: true,
      wait: 'chan send',
    }),
    janitor: (count) => ({ name: 'janitor', file: file('1.2.3', 'pool.ts'), line: 3, count }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
