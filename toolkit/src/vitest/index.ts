/**
 * Leak tests for Vitest, in one line of its config:
 *
 *     export default defineConfig({ plugins: [taskscope()] });
 *
 * The files under test are transformed as by `taskscope/register`, and each test is a leak test: it fails when a task that
 * it started is leaked, or has not finished some time after its end. Needs Vitest 4.1 or newer.
 */
import { fileURLToPath } from 'node:url';
import { defineGlobals } from '../globals.ts';
import type { Portable } from '../transform/portable.ts';
import { type Selection, selector } from '../transform/selection.ts';
import { trackedModule } from '../vite/tracked-module.ts';
import { PROJECTS, SETUP } from './files.ts';
import type { CheckOptions } from './options.ts';

export type { CheckOptions } from './options.ts';

export interface TaskscopeOptions extends CheckOptions, Selection {}

/** As much of Vite's plugin as this one is. */
export interface TaskscopePlugin {
  name: string;
  enforce: 'pre';
  config(config: {
    test?: { setupFiles?: string | string[]; globalSetup?: string | string[]; provide?: object };
  }): void;
  transform(code: string, id: string): Portable | null;
}

const OWN = fileURLToPath(new URL('..', import.meta.url));

export default function taskscope(options: TaskscopeOptions = {}): TaskscopePlugin {
  const { include, exclude, ...checks } = options;
  const isOwn = selector({ include, exclude }, OWN);
  // For what Vitest runs in its own process, such as `globalSetup`.
  defineGlobals();
  return {
    name: 'taskscope',
    // Before types are stripped and mocks are hoisted: it reads what the author wrote.
    enforce: 'pre',
    config(config) {
      config.test ??= {};
      // First of all: transformed files, other setup files among them, call what it defines.
      config.test.setupFiles = [SETUP, ...[config.test.setupFiles ?? []].flat()];
      config.test.globalSetup = [PROJECTS, ...[config.test.globalSetup ?? []].flat()];
      config.test.provide = { ...config.test.provide, taskscope: checks };
    },
    transform(code, id) {
      return trackedModule(code, id, isOwn);
    },
  };
}
