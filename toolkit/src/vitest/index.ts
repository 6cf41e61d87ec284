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
import type { SourceMap } from '../transform/source-map.ts';
import { trackedModule, trackedOutput } from '../vite/tracked-module.ts';
import { type MeasuresCoverage, putsCountersIn, warningOf } from './coverage.ts';
import { PROJECTS, SETUP } from './files.ts';
import type { CheckOptions } from './options.ts';

export type { CheckOptions } from './options.ts';

export interface TaskscopeOptions extends CheckOptions, Selection {}

/** As much of Vite's plugin as these are. */
export interface TaskscopePlugin {
  name: string;
  enforce: 'pre';
  config(config: {
    test?: { setupFiles?: string | string[]; globalSetup?: string | string[]; provide?: object };
  }): void;
  configureVitest(context: { vitest: MeasuresCoverage }): void;
  transform(code: string, id: string): Portable | null;
}

/** Where a tool has put counters into the text, what it counts is the author's: it comes before. */
export interface TaskscopeCountedPlugin {
  name: string;
  transform: {
    order: 'post';
    handler(this: { getCombinedSourcemap(): SourceMap }, code: string, id: string): Portable | null;
  };
}

const OWN = fileURLToPath(new URL('..', import.meta.url));

export default function taskscope(options: TaskscopeOptions = {}): [TaskscopePlugin, TaskscopeCountedPlugin] {
  const { include, exclude, ...checks } = options;
  const isOwn = selector({ include, exclude }, OWN);
  let isCounted = false;
  // For what Vitest runs in its own process, such as `globalSetup`.
  defineGlobals();
  const first: TaskscopePlugin = {
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
    configureVitest({ vitest }) {
      isCounted = putsCountersIn(vitest);
      const warning = warningOf(vitest);
      if (warning !== null) vitest.logger.warn(warning);
    },
    transform(code, id) {
      return isCounted ? null : trackedModule(code, id, isOwn);
    },
  };
  const counted: TaskscopeCountedPlugin = {
    name: 'taskscope:counted',
    transform: {
      order: 'post',
      handler(code, id) {
        return isCounted ? trackedOutput(code, id, this.getCombinedSourcemap(), isOwn) : null;
      },
    },
  };
  return [first, counted];
}
