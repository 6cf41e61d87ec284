/** The server's routes, put together. */
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import { BODY_BYTES } from '../protocol/words.ts';
import type { Classroom } from './classroom.ts';
import { headers, ownPagesOnly } from './guard.ts';
import { instructorRoutes } from './instructor-routes.ts';
import { learnerRoutes } from './learner-routes.ts';
import { pages } from './pages.ts';
import { Refused, refusals } from './refusal.ts';

const ASSETS = fileURLToPath(new URL('../assets/', import.meta.url));

export function makeApp(classroom: Classroom): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(headers, ownPagesOnly(classroom.network.hosts));
  app.use(express.json({ limit: BODY_BYTES }));
  app.use('/api/instructor', instructorRoutes(classroom));
  app.use('/api', learnerRoutes(classroom));
  app.use(pages(ASSETS));
  app.use(() => {
    throw new Refused('missing', 'There is nothing at this address.');
  });
  app.use(refusals(classroom.report));
  return app;
}
