/** `taskscope top PID`: a reading a second, and the keys. */
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { groupsFrom } from '../../profile/path-from.ts';
import { Signal } from '../../protocol/signals.ts';
import { askJson, askStatistics } from '../ask.ts';
import { profileSchema } from '../schemas.ts';
import { findTarget, type Target, TargetError } from '../target.ts';
import { renderTop, type Size } from './screen.ts';
import { advance, type Event, type Key, START } from './state.ts';

/** The terminal, as far as `top` needs it. */
export interface Screen {
  size(): Size;
  show(text: string): void;
  /** Calls with each key and at each change of the size, until the returned function is called. */
  listen(onKey: (key: Key | 'quit' | 'resize') => void): () => void;
}

const INTERVAL = 1000;

/** Rejected with a `TargetError` where the first reading fails; later ones that do are shown. */
export async function top(screen: Screen, word: string, folder: string): Promise<void> {
  const target = findTarget(word);
  const over = new AbortController();
  let state = START;
  const happened = (event: Event): void => {
    state = advance(state, event);
    if (!over.signal.aborted) screen.show(renderTop(state, word, screen.size()));
  };
  const first = await reading(target, 0, folder);
  const stop = screen.listen((key) => {
    if (key === 'quit') over.abort();
    else if (key === 'resize') screen.show(renderTop(state, word, screen.size()));
    else happened({ kind: 'key', key });
  });
  try {
    happened(first);
    for (let last = performance.now(); !over.signal.aborted; ) {
      await wait(INTERVAL, undefined, { signal: over.signal }).catch(() => {});
      if (over.signal.aborted) return;
      const now = performance.now();
      happened(await reading(target, (now - last) / 1000, folder).catch(problem));
      last = now;
    }
  } finally {
    stop();
  }
}

async function reading(target: Target, seconds: number, folder: string): Promise<Event> {
  const [statistics, profile] = await Promise.all([
    askStatistics(target),
    askJson(target, Signal.profileJson, profileSchema),
  ]);
  return { kind: 'read', statistics, profile: { ...profile, groups: groupsFrom(folder, profile.groups) }, seconds };
}

function problem(error: unknown): Event {
  if (error instanceof TargetError) return { kind: 'problem', message: error.message };
  throw error;
}
