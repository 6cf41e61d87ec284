/** The routes of the dashboard: see protocol/dashboard.ts. */
import { timingSafeEqual } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import { type History, Login, type Snapshot, type Update } from '../protocol/dashboard.ts';
import { Steer } from '../protocol/steering.ts';
import { csvOf } from '../session/export.ts';
import { steerSession } from '../session/steering.ts';
import { summarize } from '../session/summary.ts';
import { projectorView, sessionView } from '../session/views.ts';
import { hashOf } from '../storage/store.ts';
import { callerOf } from './caller.ts';
import { type Classroom, putOut, standingOf } from './classroom.ts';
import { openStream } from './event-stream.ts';
import { thisMachineOnly } from './guard.ts';
import { bearer } from './learner-routes.ts';
import { Limit } from './limit.ts';
import { Refused } from './refusal.ts';

const COOKIE = 'leaklab-instructor';
const PATH = '/api/instructor';
/** Who is stuck changes with time alone, milliseconds. */
const RECKONING = 10_000;

export function instructorRoutes(classroom: Classroom): Router {
  const { live, store, course, network, connected, now } = classroom;
  const router = Router();
  const wrongTokens = new Limit(10, 10 / 60);
  const isInstructor = (token: string | null | undefined): boolean =>
    typeof token === 'string' &&
    timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(hashOf(classroom.instructorToken)));

  const summary = (): Snapshot['summary'] => summarize(course, live.learners, connected.ids, now());
  const snapshot = (): Snapshot => ({
    now: now(),
    number: live.number,
    course: [...course],
    session: sessionView(standingOf(classroom), now()),
    learners: [...live.learners],
    summary: summary(),
  });

  router.use(thisMachineOnly);

  router.post('/login', (request, response) => {
    const caller = callerOf(request.socket.remoteAddress);
    if (!wrongTokens.allows(caller)) throw new Refused('slow-down', 'Too many wrong tokens: wait a minute.', 60);
    const { token } = Login.parse(request.body);
    if (!isInstructor(token)) {
      wrongTokens.take(caller);
      throw new Refused('token', 'Open the dashboard by the link in the terminal of the classroom.');
    }
    response.cookie(COOKIE, token, { httpOnly: true, sameSite: 'strict', path: PATH }).status(204).end();
  });

  const authenticate: RequestHandler = (request, _response, next) => {
    const cookie = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
    if (!isInstructor(bearer(request)) && !isInstructor(cookie)) {
      throw new Refused('token', 'Open the dashboard by the link in the terminal of the classroom.');
    }
    next();
  };
  router.use(authenticate);

  router.get('/snapshot', (_request, response) => {
    response.json(snapshot());
  });

  router.get('/stream', (_request, response) => {
    const stream = openStream(response, 'misses', () => {
      unwatch();
      clearInterval(reckoning);
    });
    const unwatch = live.watch(({ number, session, learners, gone }) => {
      const update: Update = {
        now: now(),
        after: number - 1,
        number,
        ...(session ? { session: sessionView(standingOf(classroom), now()) } : {}),
        ...(learners.length > 0 ? { learners } : {}),
        ...(gone.length > 0 ? { gone } : {}),
        summary: summary(),
      };
      stream.send('update', update);
    });
    const reckoning = setInterval(() => {
      const session = sessionView(standingOf(classroom), now());
      const update: Update = { now: now(), after: live.number, number: live.number, session, summary: summary() };
      stream.send('update', update);
    }, RECKONING);
    stream.send('snapshot', snapshot());
  });

  router.get('/projector', (_request, response) => {
    const view = () => projectorView(standingOf(classroom), course, live.learners, now());
    const stream = openStream(response, 'misses', () => unwatch());
    const unwatch = live.watch(() => stream.send('projector', view()));
    stream.send('projector', view());
  });

  router.get('/learners/:id', async (request, response) => {
    const learner = live.learner(z.uuid().parse(request.params.id));
    if (learner === undefined) throw new Refused('missing', 'There is no such learner.');
    const joined = {
      at: learner.joinedAt,
      kind: 'joined' as const,
      lab: null,
      state: null,
      fact: null,
      hints: null,
      minutes: null,
      question: null,
    };
    const history: History = { learner, events: [joined, ...(await store.history(live.id, learner.id))] };
    response.json(history);
  });

  router.post('/steer', async (request, response) => {
    const steer = Steer.parse(request.body);
    if ('lab' in steer && !course.some(({ name }) => name === steer.lab))
      throw new Refused('missing', `There is no lab \`${steer.lab}\`.`);
    await steerSession(store, live, steer, now());
    if (steer.do === 'remove') putOut(classroom, [steer.learner]);
    if (steer.do === 'remove-many') putOut(classroom, steer.learners);
    response.status(204).end();
  });

  router.post('/share', async (_request, response) => {
    await network.share();
    response.status(204).end();
  });

  router.post('/delete', async (_request, response) => {
    await store.deleteAll();
    response.status(204).end(classroom.onDeleted);
  });

  router.get('/qr.svg', (_request, response) => {
    response.type('svg').send(renderSVG(`http://${network.addresses()[0]}/#${live.code}`));
  });

  router.get('/export.json', async (_request, response) => {
    response.attachment('classroom.json').json(await store.exported(live.id));
  });

  router.get('/export.csv', async (_request, response) => {
    response
      .attachment('classroom.csv')
      .type('csv')
      .send(csvOf(await store.exported(live.id)));
  });

  return router;
}
