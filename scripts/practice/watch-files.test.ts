import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Watcher, type WatchFolder, watchFiles } from './watch-files.ts';

const WAIT = { timeout: 40_000, interval: 10 };
const FILES = ['server.ts', 'load/script.ts'];

let folder: string;
let watcher: Watcher | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'leaklab 课 '));
  mkdirSync(join(folder, 'load'));
  for (const file of FILES) writeFileSync(join(folder, file), 'first');
});
afterEach(() => {
  watcher?.close();
  rmSync(folder, { recursive: true });
});

function watchLab(watchFolder?: WatchFolder): { saves: () => number; watcher: Watcher } {
  let saves = 0;
  const lab = {
    name: '01-first',
    number: 1,
    title: 'First',
    summary: 'First.',
    files: FILES,
    entry: 'server.ts',
    serves: true,
    starterFact: 'starts',
    learned: ['One.', 'Two.', 'Three.'] as [string, string, string],
    otherFix: { name: 'other', idea: 'Other.' },
    folder,
    task: '',
    chapter: '',
    solution: folder,
  };
  watcher = watchFiles(lab, () => saves++, watchFolder);
  return { saves: () => saves, watcher };
}

const save = (text: string, file = 'server.ts'): void => writeFileSync(join(folder, file), text);
const quiet = { on: () => quiet, close() {} } as unknown as ReturnType<WatchFolder>;

describe('where the system tells of changes', () => {
  test('a save is told, in a folder below as well, however the editor writes', async () => {
    const { saves, watcher: watching } = watchLab();
    save('second');
    await vi.waitFor(() => expect(saves()).toBe(1), WAIT);
    save('third', 'load/script.ts');
    await vi.waitFor(() => expect(saves()).toBe(2), WAIT);
    save('fourth', 'server.ts.new');
    renameSync(join(folder, 'server.ts.new'), join(folder, 'server.ts'));
    await vi.waitFor(() => expect(saves()).toBe(3), WAIT);
    expect(watching.polling).toBe(false);
  });

  test('every folder with a file of the lab is watched', () => {
    const folders: string[] = [];
    watchLab((watched) => {
      folders.push(watched);
      return quiet;
    });
    expect(folders).toEqual([folder, join(folder, 'load')]);
  });

  test('what changes nothing is no save', async () => {
    const { saves } = watchLab();
    save('first');
    save('other', 'notes.txt');
    save('second');
    await vi.waitFor(() => expect(saves()).toBe(1), WAIT);
  });
});

describe('where it does not', () => {
  test('a save is seen all the same; from then on it is known, and said', async () => {
    const { saves, watcher: watching } = watchLab(() => quiet);
    expect(watching.polling).toBe(false);
    save('second');
    await vi.waitFor(() => expect(saves()).toBe(1), WAIT);
    await vi.waitFor(() => expect(watching.polling).toBe(true), WAIT);
    save('third', 'load/script.ts');
    await vi.waitFor(() => expect(saves()).toBe(2), WAIT);
  });

  test('where watching is refused it is known at once', async () => {
    const { saves, watcher: watching } = watchLab(() => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    });
    expect(watching.polling).toBe(true);
    save('second');
    await vi.waitFor(() => expect(saves()).toBe(1), WAIT);
  });

  test('a drive that tells of changes after all is believed again', async () => {
    let tell = (): void => {};
    const { saves, watcher: watching } = watchLab((_folder, listener) => {
      tell = listener;
      return quiet;
    });
    save('second');
    await vi.waitFor(() => expect(watching.polling).toBe(true), WAIT);
    tell();
    expect(watching.polling).toBe(false);
    expect(saves()).toBe(1);
  });
});
