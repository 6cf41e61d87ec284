/** What the routes work on: one server, its session, and who is connected to it. */

import type { CourseLab } from '../protocol/dashboard.ts';
import type { LiveSession } from '../session/live-session.ts';
import type { Standing } from '../session/views.ts';
import type { Writer } from '../session/writer.ts';
import type { Health } from '../storage/health.ts';
import type { Store } from '../storage/store.ts';
import type { Connected } from './connected.ts';
import type { Tokens } from './tokens.ts';

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
  course: readonly CourseLab[];
  store: Store;
  live: LiveSession;
  writer: Writer;
  network: Network;
  instructorToken: string;
  tokens: Tokens;
  connected: Connected;
  health: Health;
  /** Tells the terminal of a mistake of ours, or of the database. */
  report(error: unknown): void;
  /** All is deleted: the server has nothing left to do. */
  onDeleted(): void;
  now(): number;
}

/** Learners who were taken out, or have left: their tokens and streams are dead from now on. */
export function putOut({ tokens, connected }: Classroom, ids: readonly string[]): void {
  tokens.forget(ids);
  connected.end(ids);
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
