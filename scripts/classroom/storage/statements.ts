/** The two long statements of the store. */
import { CHANNEL, SCHEMA } from './schema.ts';

/** One statement for many reports: all of them are stored, or none. What was passed once stays passed. */
export const REPORT = `
with sent as (
  select * from jsonb_to_recordset($1::jsonb) as row (position int, learner uuid, id uuid, kind text, "ageMs" float8,
    lab text, state text, fact text, hints int, minutes int, raised boolean)
), fresh as (
  insert into ${SCHEMA}.event (learner, id, kind, at, lab, state, fact, hints, minutes)
  select s.learner, s.id, case when s.kind = 'lab' then 'lab' when s.raised then 'hand-up' else 'hand-down' end,
    greatest(l.joined_at, now() - s."ageMs" * interval '1 millisecond'), s.lab, s.state, s.fact, s.hints, s.minutes
  from sent s join ${SCHEMA}.learner l on l.id = s.learner order by s.position
  on conflict (learner, id) do nothing
  returning *
), cells as (
  insert into ${SCHEMA}.cell as cell (learner, lab, state, fact, hints, minutes, since, at)
  select distinct on (learner, lab) learner, lab, state, fact, hints, minutes, at, at
  from fresh where kind = 'lab' order by learner, lab, number desc
  on conflict (learner, lab) do update set
    state = case when cell.state = 'passed' then cell.state else excluded.state end,
    fact = case when cell.state = 'passed' then null else excluded.fact end,
    hints = excluded.hints,
    minutes = case when cell.state = 'passed' then cell.minutes else excluded.minutes end,
    since = case
      when cell.state = 'passed' or (cell.state = excluded.state and cell.fact is not distinct from excluded.fact)
      then cell.since else excluded.since end,
    at = excluded.at
), hands as (
  select distinct on (learner) learner, kind, at from fresh where kind <> 'lab' order by learner, number desc
), seen as (
  update ${SCHEMA}.learner l set
    seen_at = now(),
    hand_at = case when h.kind is null then l.hand_at when h.kind = 'hand-up' then coalesce(l.hand_at, h.at) end,
    coming_at = case when h.kind is null or h.kind = 'hand-up' then l.coming_at end
  from (select distinct learner from sent) s left join hands h on h.learner = s.learner
  where l.id = s.learner
  returning l.id
)
select pg_notify('${CHANNEL}', id::text) from seen`;

/** The learners of a session ($1), or those of them with these ids ($2), each whole. */
export const LEARNERS = `
select json_build_object('id', l.id, 'number', l.number, 'name', l.name, 'joinedAt', ${SCHEMA}.ms(l.joined_at),
  'seenAt', ${SCHEMA}.ms(l.seen_at),
  'hand', case when l.hand_at is not null then
    json_build_object('raisedAt', ${SCHEMA}.ms(l.hand_at), 'comingAt', ${SCHEMA}.ms(l.coming_at)) end,
  'cells', (select json_object_agg(c.lab, json_build_object('state', c.state, 'fact', c.fact, 'hints', c.hints,
      'minutes', c.minutes, 'since', ${SCHEMA}.ms(c.since), 'at', ${SCHEMA}.ms(c.at)))
    from ${SCHEMA}.cell c where c.learner = l.id)) as view
from ${SCHEMA}.learner l
where l.session = $1 and ($2::uuid[] is null or l.id = any($2::uuid[])) order by l.number`;
