/** All that is asked of the database, and the only place that does. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Cell, History, LearnerView } from '../protocol/dashboard.ts';
import type { Report } from '../protocol/learner.ts';
import { AT_REST, type Steering } from '../protocol/steering.ts';
import { KEPT_DAYS } from '../protocol/words.ts';
import { anonymousName } from '../session/anonymous.ts';
import type { Database } from './database.ts';
import { CHANNEL, SCHEMA, TABLES } from './schema.ts';
import { LEARNERS, REPORT, TRIM } from './statements.ts';

/** Letters that can't be taken for one another. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 6;
/** Events that are kept of a learner, at most: a save every fifteen seconds for a day. Of more, the older half goes. */
const EVENTS = 2000;

export interface StoredSession {
  id: string;
  code: string;
  /** Milliseconds since 1970, as all moments here. */
  startedAt: number;
  steering: Steering;
  version: number;
}

/** A report, and who sent it. */
export interface SentReport {
  learner: string;
  report: Report;
}

export interface Exported {
  code: string;
  startedAt: number;
  steering: Steering;
  learners: (LearnerView & { events: History['events'] })[];
}

interface EventRow {
  learner: string;
  event: History['events'][number];
}

interface LearnerRow {
  view: Omit<LearnerView, 'name' | 'cells'> & { name: string | null; cells: { [lab: string]: Cell } | null };
}

export class Store {
  readonly #database: Database;

  private constructor(database: Database) {
    this.#database = database;
  }

  /** Makes the tables where there are none, and deletes what is older than it may be. */
  static async open(database: Database): Promise<Store> {
    await database.script(`begin; select pg_advisory_xact_lock(7401523); ${TABLES} commit;`);
    await database.query(`delete from ${SCHEMA}.session where created_at < now() - make_interval(days => $1)`, [
      KEPT_DAYS,
    ]);
    return new Store(database);
  }

  /** The session that is under way, else a new one, with so many seats. Several servers on one database find the same. */
  async currentSession(seats = AT_REST.seats): Promise<{ session: StoredSession; begun: boolean }> {
    const begun = await this.#database.query<{ id: string }>(
      `insert into ${SCHEMA}.session (code, steering) values ($1, $2::jsonb)
       on conflict ((true)) where ended_at is null do nothing returning id`,
      [newCode(), JSON.stringify({ ...AT_REST, seats })],
    );
    const [row] = await this.#sessions('where ended_at is null');
    if (row === undefined) throw new Error('The session ended just now. Start the classroom again.');
    return { session: row, begun: begun.length > 0 };
  }

  async session(id: string): Promise<StoredSession | null> {
    return (await this.#sessions('where id = $1', [id]))[0] ?? null;
  }

  /** Of the newest first. */
  sessions(): Promise<StoredSession[]> {
    return this.#sessions('order by created_at desc');
  }

  async #sessions(which: string, values: readonly unknown[] = []): Promise<StoredSession[]> {
    const rows = await this.#database.query<StoredSession>(
      `select id, code, ${SCHEMA}.ms(created_at)::float8 as "startedAt", steering, version from ${SCHEMA}.session ${which}`,
      values,
    );
    // What an older Leaklab did not know of is as at the beginning.
    return rows.map((row) => ({ ...row, steering: { ...AT_REST, ...row.steering } }));
  }

  /** False where somebody else changed it since `version`. */
  async steer(session: string, version: number, steering: Steering): Promise<boolean> {
    const changed = await this.#database.query(
      `with changed as (
         update ${SCHEMA}.session set steering = $3::jsonb, version = version + 1,
           ended_at = case when $4 then coalesce(ended_at, now()) end
         where id = $1 and version = $2 returning id)
       select pg_notify('${CHANNEL}', 'session') from changed`,
      [session, version, JSON.stringify(steering), steering.endedAt !== null],
    );
    return changed.length > 0;
  }

  /** `full` where so many have joined already. The token is given out this once. */
  async join(
    session: string,
    name: string | null,
    seats = AT_REST.seats,
  ): Promise<{ id: string; token: string; name: string } | 'full' | 'ended'> {
    const token = randomBytes(32).toString('base64url');
    const [joined] = await this.#database.query<{ id: string; number: number; name: string | null }>(
      `with seat as (
         update ${SCHEMA}.session set seats = seats + 1
         where id = $1 and ended_at is null and (select count(*) from ${SCHEMA}.learner where session = $1) < $4
         returning seats),
       joined as (
         insert into ${SCHEMA}.learner (session, number, name, token_hash) select $1, seats, ${SCHEMA}.free_name($1, null, $2), $3 from seat
         returning id, number, name)
       select id, number, name, pg_notify('${CHANNEL}', id::text) from joined`,
      [session, name, hashOf(token), seats],
    );
    if (joined === undefined) return (await this.session(session))?.steering.endedAt === null ? 'full' : 'ended';
    return { id: joined.id, token, name: joined.name ?? anonymousName(joined.number) };
  }

  /** Whose token it is. */
  async learnerOf(token: string): Promise<{ id: string; session: string; name: string } | null> {
    const [found] = await this.#database.query<{ id: string; session: string; number: number; name: string | null }>(
      `select id, session, number, name from ${SCHEMA}.learner where token_hash = $1`,
      [hashOf(token)],
    );
    return found === undefined ? null : { ...found, name: found.name ?? anonymousName(found.number) };
  }

  /** Stores each report once, in this order, with what follows from it. Reports of learners who left are dropped. */
  async report(sent: readonly SentReport[]): Promise<void> {
    const rows = sent.map(({ learner, report }, position) => ({ position, learner, ...report }));
    const kept = await this.#database.query<{ id: string; events: number }>(REPORT, [JSON.stringify(rows)]);
    const many = kept.filter(({ events }) => events > EVENTS).map(({ id }) => id);
    if (many.length > 0) await this.#database.query(TRIM, [many, EVENTS / 2]);
  }

  /** Heard of just now. */
  async seen(learners: readonly string[]): Promise<void> {
    await this.#database.query(
      `with seen as (update ${SCHEMA}.learner set seen_at = now() where id = any($1::uuid[]) returning id)
       select pg_notify('${CHANNEL}', id::text) from seen`,
      [learners],
    );
  }

  /** All learners of a session, or those of them with these ids, in the order of joining. */
  async learners(session: string, ids: readonly string[] | null = null): Promise<LearnerView[]> {
    const rows = await this.#database.query<LearnerRow>(LEARNERS, [session, ids]);
    return rows.map(({ view }) => ({
      ...view,
      name: view.name ?? anonymousName(view.number),
      cells: view.cells ?? {},
    }));
  }

  async coming(session: string, learner: string): Promise<void> {
    await this.#change(session, learner, 'coming_at = coalesce(coming_at, now())', 'and hand_at is not null');
    await this.#database.query(
      `insert into ${SCHEMA}.event (learner, id, kind, at)
       select id, gen_random_uuid(), 'coming', now() from ${SCHEMA}.learner where id = $1 and session = $2`,
      [learner, session],
    );
  }

  lowerHand(session: string, learner: string): Promise<void> {
    return this.#change(session, learner, 'hand_at = null, coming_at = null, question = null');
  }

  async lowerAllHands(session: string): Promise<void> {
    await this.#database.query(
      `with lowered as (
         update ${SCHEMA}.learner set hand_at = null, coming_at = null, question = null
         where session = $1 and hand_at is not null returning id)
       select pg_notify('${CHANNEL}', id::text) from lowered`,
      [session],
    );
  }

  /** Gives the name as it is now, with a number where another learner has it; null where there is no such learner. */
  async rename(session: string, learner: string, name: string): Promise<string | null> {
    const [renamed] = await this.#database.query<{ name: string }>(
      `with held as (select id from ${SCHEMA}.session where id = $2 for update),
       renamed as (
         update ${SCHEMA}.learner l set name = ${SCHEMA}.free_name(held.id, l.id, $3) from held
         where l.id = $1 and l.session = held.id returning l.id, l.name)
       select name, pg_notify('${CHANNEL}', id::text) from renamed`,
      [learner, session, name],
    );
    return renamed?.name ?? null;
  }

  async #change(session: string, learner: string, what: string, when = ''): Promise<void> {
    await this.#database.query(
      `with changed as (update ${SCHEMA}.learner set ${what} where id = $1 and session = $2 ${when} returning id)
       select pg_notify('${CHANNEL}', id::text) from changed`,
      [learner, session],
    );
  }

  /** With all that is stored of them. */
  async remove(session: string, learners: readonly string[]): Promise<void> {
    await this.#database.query(
      `with gone as (delete from ${SCHEMA}.learner where id = any($1::uuid[]) and session = $2 returning id)
       select pg_notify('${CHANNEL}', id::text) from gone`,
      [learners, session],
    );
  }

  /** What happened with one learner, in order; without the joining. */
  async history(session: string, learner: string): Promise<History['events']> {
    return (await this.#events(session, learner)).map(({ event }) => event);
  }

  /** Of one learner, or of all. */
  #events(session: string, learner: string | null): Promise<EventRow[]> {
    return this.#database.query<EventRow>(
      `select e.learner, json_build_object('at', ${SCHEMA}.ms(e.at), 'kind', e.kind, 'lab', e.lab, 'state', e.state,
         'fact', e.fact, 'hints', e.hints, 'minutes', e.minutes, 'question', e.question) as event
       from ${SCHEMA}.event e join ${SCHEMA}.learner l on l.id = e.learner
       where l.session = $1 and ($2::uuid is null or l.id = $2) order by e.number`,
      [session, learner],
    );
  }

  /** All that is stored of a session. */
  async exported(session: string): Promise<Exported> {
    const [found, learners] = [await this.session(session), await this.learners(session)];
    const histories = Map.groupBy(await this.#events(session, null), ({ learner }) => learner);
    return {
      code: found?.code ?? '',
      startedAt: found?.startedAt ?? 0,
      steering: found?.steering ?? AT_REST,
      learners: learners.map((learner) => ({
        ...learner,
        events: (histories.get(learner.id) ?? []).map(({ event }) => event),
      })),
    };
  }

  /** All that is stored, of all sessions. */
  async deleteAll(): Promise<void> {
    await this.#database.query(
      `with gone as (delete from ${SCHEMA}.session returning id) select pg_notify('${CHANNEL}', 'session') from gone`,
    );
  }

  /** Tells what has changed, by whichever server: `session`, or the id of a learner. */
  listen(onChange: (what: string) => void, onGap: () => void): Promise<void> {
    return this.#database.listen(CHANNEL, onChange, onGap);
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
}
