/**
 * The modules that Vite's dev server runs on the server, tracked, by one line of its config:
 *
 *     export default defineConfig({ plugins: [taskscope()] });
 *
 * Vite runs them by itself, where `taskscope/register` does not see them. What is built is run by Node: there
 * `taskscope/register` tracks it, and this plugin does nothing. For Vitest there is `taskscope/vitest`.
 */
import { fileURLToPath } from 'node:url';
import { defineGlobals } from '../globals.ts';
import type { Portable } from '../transform/portable.ts';
import { type Selection, selector } from '../transform/selection.ts';
import { trackedModule } from './tracked-module.ts';

export type { Selection } from '../transform/selection.ts';

/** As much of Vite's plugin as this one is. */
export interface TaskscopePlugin {
  name: string;
  apply: 'serve';
  enforce: 'pre';
  transform(code: string, id: string, options?: { ssr?: boolean }): Portable | null;
}

const OWN = fileURLToPath(new URL('..', import.meta.url));

export default function taskscope(selection: Selection = {}): TaskscopePlugin {
  const isOwn = selector(selection, OWN);
  defineGlobals();
  return {
    name: 'taskscope',
    apply: 'serve',
    // Before types are stripped: it reads what the author wrote.
    enforce: 'pre',
    transform(code, id, options) {
      // What goes to the browser stays as it is.
      return options?.ssr === true ? trackedModule(code, id, isOwn) : null;
    },
  };
}
