/** One server, opened: it listens, finds its session in the database, and serves it. */
import { LiveSession } from '../session/live-session.ts';
import { steerSession } from '../session/steering.ts';
import { Writer } from '../session/writer.ts';
import type { Database } from '../storage/database.ts';
import type { Health } from '../storage/health.ts';
import { Store, type StoredSession } from '../storage/store.ts';
import { makeApp } from './app.ts';
import { type Classroom, putOut } from './classroom.ts';
import { Connected } from './connected.ts';
import { Gate, gated } from './flood.ts';
import type { Listening } from './listen.ts';
import { Tokens } from './tokens.ts';

export interface OpenOptions {
  network: Listening;
  database: Database;
  health: Health;
  course: Classroom['course'];
  instructorToken: string;
  report(error: unknown): void;
  onDeleted(): void;
  /** A session that is under way is ended, and a new one begins. */
  anew: boolean;
  /** How many may join a session that begins now. */
  seats: number;
}

export interface OpenClassroom {
  code: string;
  startedAt: number;
  /** Whether the session begins with this server; else it goes on. */
  begun: boolean;
  close(): Promise<void>;
}

export async function openClassroom({
  network,
  database,
  health,
  course,
  instructorToken,
  report,
  onDeleted,
  anew,
  seats,
}: OpenOptions): Promise<OpenClassroom> {
  const store = await Store.open(database);
  const { session, begun } = await sessionOf(store, anew, seats);
  const live = await LiveSession.open(store, session);
  const classroom: Classroom = {
    course,
    store,
    live,
    writer: new Writer(store, health),
    network,
    instructorToken,
    tokens: new Tokens(store),
    connected: new Connected(),
    health,
    report,
    onDeleted,
    now: Date.now,
  };
  live.watch(({ gone }) => putOut(classroom, gone));
  network.serve(gated(makeApp(classroom), new Gate(classroom.tokens)));
  return {
    code: live.code,
    startedAt: live.startedAt,
    begun,
    async close() {
      network.close();
      live.close();
      await store.close();
    },
  };
}

async function sessionOf(
  store: Store,
  anew: boolean,
  seats: number,
): Promise<{ session: StoredSession; begun: boolean }> {
  const current = await store.currentSession(seats);
  if (current.begun || !anew) return current;
  await steerSession(store, current.session, { do: 'end' }, Date.now());
  return store.currentSession(seats);
}
