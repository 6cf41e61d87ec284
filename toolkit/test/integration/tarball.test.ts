/** What is in the package, and what it brings along. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { installPacked, type Project, pack, packIn } from '../packed.ts';

let project: Project;
let folder = '';
let files: string[] = [];
beforeAll(() => {
  project = installPacked();
  folder = join(project.folder, 'node_modules', 'taskscope');
  files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
});
afterAll(() => project.remove());

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

describe('the package', () => {
  test('has its papers, its code and its types, and nothing else', () => {
    expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin/taskscope.mjs',
      'monitoring/dashboard.json',
      'monitoring/kubernetes.yml',
      'monitoring/parca.yml',
      'monitoring/prometheus.yml',
      'monitoring/pyroscope.alloy',
      'monitoring/taskscope.rules.yml',
      'package.json',
    ]);
    // What says that the part for Jest is CommonJS.
    expect(files.filter((file) => file.startsWith('dist/') && !/\.(js|d\.ts)$/.test(file))).toEqual([
      'dist/commonjs/package.json',
    ]);
    expect(files.filter((file) => /\.test\.|example|bench/.test(file))).toEqual([]);
    expect(read('README.md')).toContain('# taskscope');
    expect(read('CHANGELOG.md')).toContain('## 0.1.0');
    expect(read('LICENSE')).toContain('MIT');
  });

  test.skipIf(isShort)('is the same to the byte, whoever builds it, where and when', { timeout: 180_000 }, () => {
    const work = mkdtempSync(join(tmpdir(), 'another place '));
    const mask = process.umask(0o002);
    try {
      expect(readFileSync(packIn(work)).equals(readFileSync(pack()))).toBe(true);
    } finally {
      process.umask(mask);
      rmSync(work, { recursive: true });
    }
  });

  test('names only source maps that it has', () => {
    const named = files
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) => {
        const map = /^\/\/# sourceMappingURL=(.*)$/m.exec(read(file))?.[1];
        return map === undefined ? [] : [join(folder, file, '..', map)];
      });
    expect(named.filter((map) => !existsSync(map))).toEqual([]);
  });

  test('exports what is there', () => {
    const { exports }: { exports: Record<string, string | Record<string, string>> } = JSON.parse(read('package.json'));
    for (const [name, target] of Object.entries(exports)) {
      const targets =
        typeof target === 'string'
          ? [target]
          : Object.entries(target)
              .filter(([condition]) => condition !== 'taskscope-source')
              .map(([, file]) => file);
      for (const file of targets) expect(existsSync(join(folder, file)), `\`${name}\` leads to ${file}`).toBe(true);
    }
  });

  test('has each declaration that another one imports', () => {
    const imported = files
      .filter((file) => file.endsWith('.d.ts'))
      .flatMap((file) =>
        [...read(file).matchAll(/(?:from|import)[ (]'(\.[^']+)\.ts'/g)].map(([, path]) =>
          join(file, '..', `${path}.d.ts`).replaceAll('\\', '/'),
        ),
      );
    expect(imported.length).toBeGreaterThan(20);
    expect(imported.filter((file) => !files.includes(file))).toEqual([]);
  });

  test('has no declaration that needs what is not installed with it', () => {
    const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(read('package.json'));
    const imported = files
      .filter((file) => file.startsWith('dist/'))
      .flatMap((file) =>
        [...read(file).matchAll(/(?:from|import|[Rr]equire\(import\.meta\.url\))[ (]'([^'.][^']*)'/g)].map(
          (match) => match[1] ?? '',
        ),
      );
    const outside = new Set(
      imported
        .filter((name) => !name.startsWith('node:'))
        .map((name) =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
    );
    // Who uses `taskscope/vitest`, `taskscope/prometheus` or `taskscope/opentelemetry` has what it is for.
    const peers = ['@opentelemetry/api', 'prom-client', 'vitest'];
    expect([...outside].sort()).toEqual([...Object.keys(dependencies), ...peers].sort());
  });

  test('depends on few packages, each of one version, none of which runs a script when it is installed', () => {
    const { dependencies, scripts }: { dependencies: Record<string, string>; scripts: Record<string, string> } =
      JSON.parse(read('package.json'));
    // Source maps of compilers; words of the command; parser; globs of TASKSCOPE_INCLUDE; binary profile; list of
    // processes; the shape of what an agent answers.
    expect(Object.keys(dependencies)).toEqual([
      '@jridgewell/sourcemap-codec',
      'commander',
      'oxc-parser',
      'picomatch',
      'pprof-format',
      'ps-list',
      'zod',
    ]);
    for (const [name, version] of Object.entries(dependencies)) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      const manifest: { scripts?: Record<string, string>; dependencies?: Record<string, string> } = JSON.parse(
        readFileSync(join(project.folder, 'node_modules', name, 'package.json'), 'utf8'),
      );
      expect(Object.keys(manifest.scripts ?? {}).filter((script) => /^(pre|post)?install$/.test(script))).toEqual([]);
      expect(Object.keys(manifest.dependencies ?? {}).filter((each) => each !== '@oxc-project/types')).toEqual([]);
    }
    expect(Object.keys(scripts).filter((script) => /install|prepare/.test(script))).toEqual([]);
  });
});
