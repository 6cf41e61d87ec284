/** Targets that a test starts, and their end. */
import { afterEach, expect } from 'vitest';
import { type Attached, attach, lookAt } from '../../src/attach/attach.ts';
import type { ReadOptions } from '../../src/attach/read-threads.ts';
import { leftBehind } from './cycles.ts';
import { startTarget, type Target } from './target.ts';

const started: Target[] = [];
export const OPTIONS: ReadOptions = { force: false, patience: 50_000 };

/** It is ended behind the test. */
export async function start(
  words: readonly string[] = [],
  node = process.execPath,
  options?: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<Target> {
  const target = await startTarget(node, words, options, env);
  started.push(target);
  return target;
}

export function endTargets(): void {
  afterEach(async () => {
    for (const each of started.splice(0)) await each.end();
  });
}

/** Once its inspector is closed again, or was found to be open still. */
export async function attached({ pid }: Target, options = OPTIONS): Promise<Attached> {
  const read = await attach(await lookAt(pid, process.version, options.force), options);
  await read.closed;
  return read;
}

export function expectUntouched(target: Target): void {
  expect(leftBehind(target)).toBe(null);
}
