/** The routes of learners: see protocol/learner.ts. */
import { type Request, Router } from 'express';
import { Events, Join, type Joined, Name, type Room } from '../protocol/learner.ts';
import { KEPT_DAYS, PROTOCOL } from '../protocol/words.ts';
import { roomView } from '../session/views.ts';
import type { SentReport } from '../storage/store.ts';
import { callerOf } from './caller.ts';
import { type Classroom, putOut } from './classroom.ts';
import { openStream } from './event-stream.ts';
import { bearerIn } from './flood.ts';
import { Limit } from './limit.ts';
import { Refused } from './refusal.ts';
import { understood } from './understood.ts';

export function learnerRoutes(classroom: Classroom): Router {
  const { course, live, store, writer, health, tokens, connected, now } = classroom;
  const router = Router();
  // Thirty people behind one router mistype, and are one address; a code has 900 million others.
  const wrongCodes = new Limit(300, 1);
  const joins = new Limit(1500, 5);
  const posts = new Limit(30, 5);
  const reports = new Limit(600, 2);

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
    if (!wrongCodes.allows(caller)) throw new Refused('slow-down', 'Too many wrong codes: wait a moment.', 5);
    const { protocol, code, name } = Join.parse(request.body);
    if (protocol !== PROTOCOL) throw new Refused('protocol', 'The classroom has another version of Leaklab than you.');
    if (code !== live.code) {
      wrongCodes.take(caller);
      throw new Refused('code', 'There is no session with this code. Is it the one on the screen now?');
    }
    if (live.steering.endedAt !== null) throw ended();
    if (!joins.take(caller)) throw new Refused('slow-down', 'Too many join at once: wait a moment.', 10);
    const { seats, locked } = live.steering;
    if (locked) throw new Refused('full', 'The door of this classroom is locked: ask your instructor.');
    if (live.learners.length >= seats) throw full(seats);
    if (health.full) throw new Refused('unavailable', 'The disk of the classroom is full.', 10);
    const joined = await store.join(live.id, name === '' ? null : name, seats);
    if (joined === 'full') throw full(seats);
    if (joined === 'ended') throw ended();
    tokens.remember(joined.token, { id: joined.id, session: live.id, name: joined.name });
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
    if (!reports.take(learner.id, performance.now(), events.length))
      throw new Refused('slow-down', 'That is too much at once.', 10);
    const known = events.flatMap((report) => understood(course, report) ?? []);
    if (known.length > 0) await stored(known.map((report) => ({ learner: learner.id, report })));
    response.json(roomOf(learner));
  });

  router.get('/learner/stream', async (request, response) => {
    const learner = await authenticate(request);
    const { id } = learner;
    if (connected.isFull(id)) throw new Refused('slow-down', 'You have too many terminals in this classroom.', 30);
    const stream = openStream(response, 'cut', () => {
      unwatch();
      connected.remove(id, stream);
    });
    connected.add(id, stream);
    const unwatch = live.watch(({ session, learners }) => {
      if (session || learners.some((each) => each.id === id)) stream.send('room', roomOf(learner));
    });
    stream.send('room', roomOf(learner));
  });

  router.post('/learner/name', async (request, response) => {
    const learner = await authenticate(request);
    const { name: wanted } = Name.parse(request.body);
    const name = await store.rename(live.id, learner.id, wanted);
    // What is known here of the learner has the old name for a moment still.
    response.json({ ...roomOf(learner), ...(name === null ? {} : { name }) });
  });

  router.post('/learner/leave', async (request, response) => {
    const learner = await tokens.learnerOf(bearer(request), callerOf(request.socket.remoteAddress));
    await store.remove(learner.session, [learner.id]);
    putOut(classroom, [learner.id]);
    response.status(204).end();
  });

  return router;
}

function ended(): Refused {
  return new Refused('ended', 'This session has ended.');
}

function full(seats: number): Refused {
  return new Refused('full', `All ${seats} seats of this classroom are taken: ask your instructor to let more in.`);
}

export function bearer(request: Request): string | null {
  return bearerIn(request.headers.authorization);
}
