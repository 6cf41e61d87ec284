/** What the routes work on: one server, its session, and who is connected to it. */
import type { LiveSession } from '../session/live-session.ts';
import type { Standing } from '../session/views.ts';
import type { Writer } from '../session/writer.ts';
import type { Health } from '../storage/health.ts';
import type { Store } from '../storage/store.ts';

export interface Network {
  /** `192.168.1.5:4100`, best first; on loopback while it is not shared. */
  addresses(): string[];
  /** Names that a Host header may have. */
  hosts(): ReadonlySet<string>;
  shared(): boolean;
  /** Listens on the network, too. */
  share(): Promise<void>;
}

export interface Classroom {
  course: readonly { name: string; number: number; title: string }[];
  store: Store;
  live: LiveSession;
  writer: Writer;
  network: Network;
  instructorToken: string;
  /** Learners whose stream is open here, and how many streams of each. */
  connected: Map<string, number>;
  health: Health;
  /** Tells the terminal of a mistake of ours, or of the database. */
  report(error: unknown): void;
  /** All is deleted: the server has nothing left to do. */
  onDeleted(): void;
  now(): number;
}

export function standingOf({ live, network, health }: Classroom): Standing {
  return {
    id: live.id,
    code: live.code,
    startedAt: live.startedAt,
    steering: live.steering,
    addresses: network.addresses(),
    shared: network.shared(),
    trouble: health.trouble(),
  };
}
