/** All that is measured, in the order of the table. */
import type { Measure } from './measure.ts';
import { agent } from './measures/agent.ts';
import { attach } from './measures/attach.ts';
import { call } from './measures/call.ts';
import { dumpMemory, profile } from './measures/dump.ts';
import { firstScreen } from './measures/first-screen.ts';
import { fleet } from './measures/fleet.ts';
import { go } from './measures/go.ts';
import { express, handler } from './measures/handler.ts';
import { installedSize, installTime } from './measures/install.ts';
import { leakTests } from './measures/leak-test.ts';
import { load } from './measures/load.ts';
import { frameMemory, leakMemory } from './measures/memory.ts';
import { page } from './measures/page.ts';
import { snapshot, snapshotMemory } from './measures/snapshot.ts';
import { taskCount } from './measures/task-count.ts';
import { checking, verdicts } from './measures/verdict.ts';
import { verify } from './measures/verify.ts';

export const measures: readonly Measure[] = [
  ...verdicts,
  checking,
  firstScreen,
  page,
  taskCount,
  call,
  handler,
  express,
  go,
  load,
  profile,
  dumpMemory,
  frameMemory,
  leakMemory,
  snapshot,
  snapshotMemory,
  ...leakTests,
  ...agent,
  attach,
  ...fleet,
  installedSize,
  installTime,
  verify,
];

/** What the command knows besides the names of numbers. */
export const WORDS: readonly string[] = ['growth', 'comparison', 'refresh', 'classroom', 'help', 'short'];
