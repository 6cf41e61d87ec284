/** The tables. Their schema has a version in its name: what an older Leaklab wrote is left alone, and a newer one can't be misread. */

import { NAME_LETTERS } from '../protocol/words.ts';

export const SCHEMA = 'leaklab_classroom_1';

/** Where the statements of `store.ts` tell what has changed: `session`, or the id of a learner. */
export const CHANNEL = SCHEMA;

export const TABLES = `
create schema if not exists ${SCHEMA};

create table if not exists ${SCHEMA}.session (
  id uuid primary key default gen_random_uuid(),
  code text not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  -- How many ever joined: the number of the next learner.
  seats integer not null default 0,
  steering jsonb not null,
  -- Grows with each change of steering, so that two dashboards never undo each other's.
  version integer not null default 0
);

-- One session at a time, whichever server begins it.
create unique index if not exists one_session on ${SCHEMA}.session ((true)) where ended_at is null;

create table if not exists ${SCHEMA}.learner (
  id uuid primary key default gen_random_uuid(),
  session uuid not null references ${SCHEMA}.session on delete cascade,
  number integer not null,
  -- Null: none was given, and one is made from the number.
  name text,
  -- SHA-256 of the token, so that nobody who reads the tables can write in somebody's name.
  token_hash text not null unique,
  joined_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  hand_at timestamptz,
  coming_at timestamptz,
  unique (session, number)
);

create table if not exists ${SCHEMA}.event (
  -- The order in which they came, which for one learner is the order in which they happened.
  number bigint generated always as identity,
  learner uuid not null references ${SCHEMA}.learner on delete cascade,
  id uuid not null,
  kind text not null,
  at timestamptz not null,
  received_at timestamptz not null default now(),
  lab text,
  state text,
  fact text,
  hints integer,
  minutes integer,
  primary key (learner, id)
);

-- The last that is known of a learner at a lab, kept up with the events in the same statement.
create table if not exists ${SCHEMA}.cell (
  learner uuid not null references ${SCHEMA}.learner on delete cascade,
  lab text not null,
  state text not null,
  fact text,
  hints integer not null,
  minutes integer not null,
  since timestamptz not null,
  at timestamptz not null,
  primary key (learner, lab)
);

-- Reports that are kept of a learner; those of an older Leaklab were not counted.
alter table ${SCHEMA}.learner add column if not exists events integer not null default 0;

-- What was asked with a hand; an older Leaklab knew of no questions.
alter table ${SCHEMA}.learner add column if not exists question text;
alter table ${SCHEMA}.event add column if not exists question text;

-- State, fact and hints as they were told last, also of a lab that is passed; an older Leaklab kept none.
alter table ${SCHEMA}.cell add column if not exists told text;

create index if not exists learner_name on ${SCHEMA}.learner (session, lower(name));

-- The name that is wanted, with a number where others of the session have it. Who calls this holds the session's row: so of two
-- who come at the same moment, the second sees the first, for each statement in here looks anew.
create or replace function ${SCHEMA}.free_name(of_session uuid, of_learner uuid, wanted text) returns text
  language plpgsql volatile as $$
declare
  candidate text := wanted;
  count integer := 1;
begin
  while exists (select from ${SCHEMA}.learner l
      where l.session = of_session and l.id is distinct from of_learner and lower(l.name) = lower(candidate)) loop
    count := count + 1;
    candidate := left(wanted, ${NAME_LETTERS - 8}) || ' (' || count || ')';
  end loop;
  return candidate;
end $$;

create or replace function ${SCHEMA}.ms(timestamptz) returns bigint language sql immutable
  as 'select (extract(epoch from $1) * 1000)::bigint';
`;
