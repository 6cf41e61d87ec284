#!/usr/bin/env node
// The command of the package: its compiled code, or, in the repository, its source on the Node that is pinned there.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const launcher = new URL('../../scripts/launch.mjs', import.meta.url);
if (existsSync(new URL('../src/cli/main.ts', import.meta.url))) {
  process.argv.splice(2, 0, 'toolkit/src/cli/main.ts');
  process.argv[1] = fileURLToPath(launcher);
  await import(launcher.href);
} else await import(new URL('../dist/cli/main.js', import.meta.url).href);
