/** The routes of learners: see protocol/learner.ts. */
import { type Request, Router } from 'express';
import { Events, Join, type Joined, type Room } from '../protocol/learner.ts';
import { KEPT_DAYS, PROTOCOL } from '../protocol/words.ts';
import { roomView } from '../session/views.ts';
import type { SentReport } from '../storage/store.ts';
import type { Classroom } from './classroom.ts';
import { openStream } from './event-stream.ts';
import { callerOf, Limit } from './limit.ts';
import { Refused } from './refusal.ts';
import { Tokens } from './tokens.ts';

/** Learners of one session, at most. */
const SEATS = 5000;
/** Streams of one learner: a terminal or two, and what is not yet known to be gone. */
const STREAMS = 5;

export function learnerRoutes(classroom: Classroom): Router {
  const { live, store, writer, health, connected, now } = classroom;
  const router = Router();
  const wrongCodes = new Limit(10, 10 / 60);
  const joins = new Limit(1500, 5);
  const posts = new Limit(30, 5);
  const tokens = new Tokens(store);
  live.watch(({ gone }) => tokens.forget(gone));

  // Who has joined a moment ago is not known here yet.
  const roomOf = ({ id, name }: { id: string; name: string }): Room =>
    roomView(live.steering, live.learner(id) ?? { name, hand: null }, now());

  /** The learner that the token belongs to. */
  const authenticate = async (request: Request): Promise<{ id: string; name: string }> => {
    const learner = await tokens.learnerOf(bearer(request), callerOf(request.socket.remoteAddress));
    if (learner.session !== live.id || live.steering.endedAt !== null) throw ended();
    if (!posts.take(learner.id)) throw new Refused('slow-down', 'That is too much at once.', 5);
    return learner;
  };

  /** Acknowledged only once they are on the disk. */
  const stored = async (reports: SentReport[]): Promise<void> => {
    if (health.full) throw new Refused('unavailable', 'The disk of the classroom is full.', 10);
    if (writer.busy) throw new Refused('unavailable', 'The classroom is busy.', 10);
    await writer.write(reports);
  };

  router.post('/join', async (request, response) => {
    const caller = callerOf(request.socket.remoteAddress);
    if (!wrongCodes.allows(caller)) throw new Refused('slow-down', 'Too many wrong codes: wait a minute.', 60);
    const { protocol, code, name } = Join.parse(request.body);
    if (protocol !== PROTOCOL) throw new Refused('protocol', 'The classroom has another version of Leaklab than you.');
    if (code !== live.code) {
      wrongCodes.take(caller);
      throw new Refused('code', 'There is no session with this code. Is it the one on the screen now?');
    }
    if (live.steering.endedAt !== null) throw ended();
    if (!joins.take(caller)) throw new Refused('slow-down', 'Too many join at once: wait a moment.', 10);
    if (live.learners.length >= SEATS) throw new Refused('full', `This classroom is full (${SEATS}).`);
    if (health.full) throw new Refused('unavailable', 'The disk of the classroom is full.', 10);
    const joined = await store.join(live.id, name === '' ? null : name);
    if (joined === null) throw ended();
    const answer: Joined = {
      token: joined.token,
      learner: joined.id,
      session: live.id,
      keptDays: KEPT_DAYS,
      room: roomView(live.steering, { name: joined.name, hand: null }, now()),
    };
    response.json(answer);
  });

  router.post('/learner/events', async (request, response) => {
    const learner = await authenticate(request);
    const { events } = Events.parse(request.body);
    if (events.length > 0) await stored(events.map((report) => ({ learner: learner.id, report })));
    response.json(roomOf(learner));
  });

  router.get('/learner/stream', async (request, response) => {
    const learner = await authenticate(request);
    const { id } = learner;
    const open = connected.get(id) ?? 0;
    if (open >= STREAMS) throw new Refused('slow-down', 'You have too many terminals in this classroom.', 30);
    connected.set(id, open + 1);
    const stream = openStream(response, () => {
      unwatch();
      const left = (connected.get(id) ?? 1) - 1;
      if (left === 0) connected.delete(id);
      else connected.set(id, left);
    });
    const unwatch = live.watch(({ session, learners, gone }) => {
      if (gone.includes(id)) return stream.end();
      if (session || learners.some((each) => each.id === id)) stream.send('room', roomOf(learner));
    });
    stream.send('room', roomOf(learner));
  });

  router.post('/learner/leave', async (request, response) => {
    const learner = await tokens.learnerOf(bearer(request), callerOf(request.socket.remoteAddress));
    await store.remove(learner.session, learner.id);
    tokens.forget([learner.id]);
    response.status(204).end();
  });

  return router;
}

function ended(): Refused {
  return new Refused('ended', 'This session has ended.');
}

export function bearer(request: Request): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
