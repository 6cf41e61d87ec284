/** The long statements of the store. */
import { CHANNEL, SCHEMA } from './schema.ts';

/** For so long the same of the same lab is an echo: terminal and page of one learner each judge a save, and each tells. */
const ECHO = "interval '10 seconds'";

/**
 * One statement for many reports: all of them are stored, or none. What was passed once stays passed. A moment that a learner
 * claims lies between when that learner was heard of last and now; whose hand was raised first is what was heard here first.
 * An echo is not stored. Gives the learners, and how many events are kept of each.
 */
export const REPORT = `
with sent as (
  select * from jsonb_to_recordset($1::jsonb) as row (position int, learner uuid, id uuid, kind text, "ageMs" float8,
    lab text, state text, fact text, hints int, minutes int, raised boolean, question text)
), told as (
  select s.*, greatest(l.seen_at, now() - s."ageMs" * interval '1 millisecond') as at,
    concat_ws(' ', s.state, s.fact, s.hints) as words
  from sent s join ${SCHEMA}.learner l on l.id = s.learner
), compared as (
  select t.*, coalesce(lag(t.words) over before, c.told) as told_before, coalesce(lag(t.at) over before, c.at) as at_before
  from told t left join ${SCHEMA}.cell c on c.learner = t.learner and c.lab = t.lab
  window before as (partition by t.learner, t.lab order by t.position)
), fresh as (
  insert into ${SCHEMA}.event (learner, id, kind, at, lab, state, fact, hints, minutes, question)
  select learner, id, case when kind = 'lab' then 'lab' when raised then 'hand-up' else 'hand-down' end,
    at, lab, state, fact, hints, minutes, question
  from compared where kind <> 'lab' or words is distinct from told_before or at > at_before + ${ECHO} order by position
  on conflict (learner, id) do nothing
  returning *
), cells as (
  insert into ${SCHEMA}.cell as cell (learner, lab, state, fact, hints, minutes, since, at, told)
  select distinct on (learner, lab) learner, lab, state, fact, hints, minutes, at, at, concat_ws(' ', state, fact, hints)
  from fresh where kind = 'lab' order by learner, lab, number desc
  on conflict (learner, lab) do update set
    state = case when cell.state = 'passed' then cell.state else excluded.state end,
    fact = case when cell.state = 'passed' then null else excluded.fact end,
    hints = excluded.hints,
    minutes = case when cell.state = 'passed' then cell.minutes else excluded.minutes end,
    since = case
      when cell.state = 'passed' or (cell.state = excluded.state and cell.fact is not distinct from excluded.fact)
      then cell.since else excluded.since end,
    at = excluded.at,
    told = excluded.told
), hands as (
  -- The last word on it: raised, taken down, or a lab that is passed for the first time, which needs no help any more.
  select distinct on (learner) learner, kind, question from fresh f
  where kind <> 'lab' or (state = 'passed' and not exists (
    select from ${SCHEMA}.cell c where c.learner = f.learner and c.lab = f.lab and c.state = 'passed'))
  order by learner, number desc
), counts as (
  select learner, count(*)::int as events from fresh group by learner
), seen as (
  update ${SCHEMA}.learner l set
    seen_at = now(),
    hand_at = case when h.kind is null then l.hand_at when h.kind = 'hand-up' then coalesce(l.hand_at, now()) end,
    coming_at = case when h.kind is null or h.kind = 'hand-up' then l.coming_at end,
    question = case when h.kind is null then l.question when h.kind = 'hand-up' then h.question end,
    events = l.events + coalesce(c.events, 0)
  from (select distinct learner from sent) s
    left join hands h on h.learner = s.learner left join counts c on c.learner = s.learner
  where l.id = s.learner
  returning l.id, l.events
)
select id, events, pg_notify('${CHANNEL}', id::text) from seen`;

/** Of these learners ($1) only the newest events are kept, so many ($2) of each. */
export const TRIM = `
with placed as (
  select learner, id, row_number() over (partition by learner order by number desc) as place
  from ${SCHEMA}.event where learner = any($1::uuid[])
), gone as (
  delete from ${SCHEMA}.event e using placed p where e.learner = p.learner and e.id = p.id and p.place > $2
)
update ${SCHEMA}.learner set events = least(events, $2) where id = any($1::uuid[])`;

/** The learners of a session ($1), or those of them with these ids ($2), each whole. */
export const LEARNERS = `
select json_build_object('id', l.id, 'number', l.number, 'name', l.name, 'joinedAt', ${SCHEMA}.ms(l.joined_at),
  'seenAt', ${SCHEMA}.ms(l.seen_at),
  'hand', case when l.hand_at is not null then
    json_build_object('raisedAt', ${SCHEMA}.ms(l.hand_at), 'comingAt', ${SCHEMA}.ms(l.coming_at),
      'question', l.question) end,
  'cells', (select json_object_agg(c.lab, json_build_object('state', c.state, 'fact', c.fact, 'hints', c.hints,
      'minutes', c.minutes, 'since', ${SCHEMA}.ms(c.since), 'at', ${SCHEMA}.ms(c.at)))
    from ${SCHEMA}.cell c where c.learner = l.id)) as view
from ${SCHEMA}.learner l
where l.session = $1 and ($2::uuid[] is null or l.id = any($2::uuid[])) order by l.number`;
