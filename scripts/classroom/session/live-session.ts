/**
 * The session as this server knows it, kept up with the database: whatever changes there, by this server or by another one,
 * is told by a notification, read again, and handed on to those who watch. Nothing is ever changed here first.
 */
import type { LearnerView } from '../protocol/dashboard.ts';
import type { Steering } from '../protocol/steering.ts';
import type { Store, StoredSession } from '../storage/store.ts';

/** Notifications are gathered for so long, in milliseconds: one look at the database for all of them. */
const GATHERING = 200;

export interface Change {
  /** One more than that of the change before. */
  number: number;
  session: boolean;
  /** Those who are new or have changed. */
  learners: LearnerView[];
  /** Ids of those who left. */
  gone: string[];
}

export class LiveSession {
  readonly #store: Store;
  readonly #watchers = new Set<(change: Change) => void>();
  readonly #learners = new Map<string, LearnerView>();
  #session: StoredSession;
  #pending = new Set<string>();
  #missed = false;
  #number = 0;
  #timer: NodeJS.Timeout | null = null;

  private constructor(store: Store, session: StoredSession) {
    this.#store = store;
    this.#session = session;
  }

  static async open(store: Store, session: StoredSession): Promise<LiveSession> {
    const live = new LiveSession(store, session);
    await store.listen(
      (what) => live.#gather(what),
      () => {
        live.#missed = true;
        live.#gather('session');
      },
    );
    live.#missed = true;
    await live.#read();
    return live;
  }

  get id(): string {
    return this.#session.id;
  }

  get code(): string {
    return this.#session.code;
  }

  get startedAt(): number {
    return this.#session.startedAt;
  }

  get version(): number {
    return this.#session.version;
  }

  /** Of the last change that was told. */
  get number(): number {
    return this.#number;
  }

  get steering(): Steering {
    return this.#session.steering;
  }

  get learners(): readonly LearnerView[] {
    return [...this.#learners.values()];
  }

  learner(id: string): LearnerView | undefined {
    return this.#learners.get(id);
  }

  watch(watcher: (change: Change) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#watchers.clear();
  }

  #gather(what: string): void {
    this.#pending.add(what);
    this.#timer ??= setTimeout(() => void this.#read(), GATHERING);
  }

  async #read(): Promise<void> {
    const pending = this.#pending;
    const all = this.#missed;
    this.#pending = new Set();
    this.#missed = false;
    try {
      const sessionChanged = all || pending.delete('session');
      if (sessionChanged) await this.#readSession();
      const learners = all || pending.size > 0 ? await this.#store.learners(this.id, all ? null : [...pending]) : [];
      const found = new Set(learners.map(({ id }) => id));
      const gone = [...(all ? this.#learners.keys() : pending)].filter(
        (id) => !found.has(id) && this.#learners.delete(id),
      );
      for (const learner of learners) this.#learners.set(learner.id, learner);
      const change = { number: ++this.#number, session: sessionChanged, learners, gone };
      for (const watcher of this.#watchers) watcher(change);
    } catch {
      // The database can't be read just now. Who writes hears of it; here it is tried again.
      this.#missed = true;
      this.#pending.add('session');
    }
    this.#timer = this.#pending.size > 0 ? setTimeout(() => void this.#read(), GATHERING) : null;
  }

  async #readSession(): Promise<void> {
    const session = await this.#store.session(this.id);
    // Deleted: it has ended, and there is nothing to show.
    this.#session = session ?? {
      ...this.#session,
      steering: { ...this.steering, endedAt: this.steering.endedAt ?? Date.now() },
    };
  }
}
