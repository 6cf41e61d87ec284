/** What the panel's page loads: its own scripts, and the plots. */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leanFile } from '../lean.ts';
import { file, type Resource, typeOf } from '../resource.ts';

const OWN = fileURLToPath(new URL('./assets/', import.meta.url));
const UPLOT = dirname(createRequire(import.meta.url).resolve('uplot'));

export function panelAssets(): Map<string, Resource> {
  const own = globSync('*', { cwd: OWN }).map((name): [string, Resource] => [
    `/assets/panel/${name}`,
    leanFile(join(OWN, name)),
  ]);
  return new Map([
    ...own,
    ['/assets/uplot.css', file(join(UPLOT, 'uPlot.min.css'))],
    // The package has its small form for a `<script>` only.
    [
      '/assets/uplot.js',
      {
        type: typeOf('uplot.js'),
        read: () => `${readFileSync(join(UPLOT, 'uPlot.iife.min.js'), 'utf8')}\nexport default uPlot;\n`,
      },
    ],
  ]);
}
