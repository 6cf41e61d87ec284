/** Who is killed, by what and when: drawn by chance, from a seed. */
import { Random } from '../../checker/random.ts';

/** What a learner had asked for when it happened. */
export const DEEDS = [
  'check a right fix',
  'check the starter',
  'check a service that loops for ever',
  'start the service',
  'reset',
  'list, for the first time',
] as const;
export type Deed = (typeof DEEDS)[number];

/** The last one: all that Ctrl-C reaches, or a shell that ends its job. */
export type Target = 'launcher' | 'command' | 'judge' | 'service' | 'whole group';
export type Signal = 'SIGKILL' | 'SIGTERM' | 'SIGINT';

export interface Kill {
  deed: Deed;
  target: Target;
  signal: Signal;
  /** Milliseconds after the target was there. */
  delay: number;
}

const SIGNALS: readonly Signal[] = ['SIGKILL', 'SIGTERM', 'SIGINT'];
const TARGETS: { [deed in Deed]: readonly Target[] } = {
  'check a right fix': ['command', 'judge', 'service', 'whole group', 'launcher'],
  'check the starter': ['judge', 'service', 'whole group', 'command'],
  'check a service that loops for ever': ['whole group', 'service', 'judge', 'command', 'launcher'],
  'start the service': ['command', 'whole group', 'launcher', 'service'],
  reset: ['command', 'whole group'],
  'list, for the first time': ['command', 'launcher'],
};
/** Milliseconds in which what was asked for is done, more or less. */
const LASTS: { [deed in Deed]: number } = {
  'check a right fix': 700,
  'check the starter': 700,
  'check a service that loops for ever': 1000,
  'start the service': 1000,
  reset: 120,
  'list, for the first time': 120,
};

/** The deeds take turns, so that a few kills already try several; for each, targets and signals do. */
export function planKills(times: number, seed: number): Kill[] {
  const random = new Random(seed);
  const turns = new Map(DEEDS.map((deed) => [deed, turnsOf(random, TARGETS[deed])]));
  const deeds = random.shuffle(DEEDS);
  return Array.from({ length: times }, (_, time) => {
    const deed = deeds[time % deeds.length] ?? DEEDS[0];
    const own = turns.get(deed) ?? [];
    const { target, signal } = own[Math.floor(time / deeds.length) % own.length] ?? NOBODY;
    return { deed, target, signal, delay: random.between(0, LASTS[deed]) };
  });
}

const NOBODY: { target: Target; signal: Signal } = { target: 'command', signal: 'SIGKILL' };

/** Each target before any of them again. */
function turnsOf(random: Random, targets: readonly Target[]): { target: Target; signal: Signal }[] {
  const signals = new Map(targets.map((target) => [target, random.shuffle(SIGNALS)]));
  const order = random.shuffle(targets);
  return SIGNALS.flatMap((_, round) =>
    order.map((target) => ({ target, signal: signals.get(target)?.[round] ?? 'SIGKILL' })),
  );
}
