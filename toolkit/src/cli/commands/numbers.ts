import { Signal } from '../../protocol/signals.ts';
import { ask, askJson, askStatistics } from '../ask.ts';
import { renderMemory, renderStatistics } from '../render/statistics.ts';
import { memorySchema } from '../schemas.ts';
import { findTarget } from '../target.ts';
import type { Context } from './context.ts';

export async function stats({ write, folder }: Context, word: string, json: boolean): Promise<void> {
  const statistics = await askStatistics(findTarget(word));
  await write(json ? `${JSON.stringify(statistics, null, 2)}\n` : renderStatistics(statistics, folder));
}

export async function memstats({ write }: Context, word: string, json: boolean): Promise<void> {
  const memory = await askJson(findTarget(word), Signal.memoryJson, memorySchema);
  await write(json ? `${JSON.stringify(memory, null, 2)}\n` : renderMemory(memory));
}

export async function version({ write }: Context, word: string, json: boolean): Promise<void> {
  const { nodeVersion } = await askStatistics(findTarget(word));
  await write(json ? `${JSON.stringify({ nodeVersion })}\n` : `node ${nodeVersion}\n`);
}

/** Forces a collection, and says what it has proven. */
export async function gc({ write }: Context, word: string, json: boolean): Promise<void> {
  const target = findTarget(word);
  const before = await askStatistics(target);
  // Its `ok` says no more than its end.
  for await (const _ of ask(target, Signal.collect));
  const { leaked } = await askStatistics(target);
  const proven = leaked - before.leaked;
  await write(
    json
      ? `${JSON.stringify({ leaked, proven })}\n`
      : `collected: ${proven} more ${proven === 1 ? 'task is' : 'tasks are'} proven to be leaked, ${leaked} in all\n`,
  );
}
