/** `npm run classroom`: the server, until Ctrl-C. */
import { once } from 'node:events';
import { MOST_SEATS, PORT, SEATS } from '../protocol/words.ts';
import { courseOf } from '../server/course-of.ts';
import { type Listening, listen } from '../server/listen.ts';
import { openClassroom } from '../server/open.ts';
import { Refused } from '../server/refusal.ts';
import { classroomFolder, findRunning, forgetRunning, instructorToken, tellRunning } from '../server/running.ts';
import { DatabaseError } from '../storage/database.ts';
import { watchHealth } from '../storage/health.ts';
import { freeBytes, openDatabase } from '../storage/open.ts';
import { type ClassroomContext, noMore, UsageError, type Word } from './context.ts';
import { welcome } from './welcome.ts';

export const start: Word = (context, rest) => {
  noMore('start', rest);
  return serve(context, context.environment['HOST'] || null);
};

/** `npm run classroom new`: what was under way has ended. */
export const startAnew: Word = (context, rest) => {
  noMore('new', rest);
  return serve(context, context.environment['HOST'] || null, true);
};

/** `host`: null for this machine alone. `anew`: not the session that is under way. */
export async function serve(
  { root, environment, print, printError, interrupted }: ClassroomContext,
  host: string | null,
  anew = false,
): Promise<number> {
  const seats = seatsFor(environment['LEARNERS'] || undefined);
  const folder = classroomFolder(root);
  const running = await findRunning(folder);
  if (running !== null) {
    throw new UsageError(
      `A classroom runs here already, at port ${running.port}. End it with Ctrl-C in its terminal first.`,
    );
  }
  // Before anybody can knock: who comes meanwhile would be sent away.
  const course = await courseOf(root);
  const network = await openPort(environment['PORT'] || undefined, host);
  const token = instructorToken(folder);
  tellRunning(folder, { pid: process.pid, port: network.port });
  try {
    const url = environment['DATABASE_URL'];
    const database = await openDatabase(folder, url);
    const ended = new AbortController();
    const classroom = await openClassroom({
      network,
      database,
      health: watchHealth(url ? null : () => freeBytes(folder)),
      course,
      instructorToken: token,
      report: (error) => printError(describe(error)),
      onDeleted: () => ended.abort(),
      anew,
      seats,
    });
    print(network.url);
    const { url: address, addresses, shared } = network;
    print(welcome({ ...classroom, url: address, addresses: addresses(), shared: shared(), token }));
    const over = AbortSignal.any([interrupted, ended.signal]);
    if (!over.aborted) await once(over, 'abort');
    if (ended.signal.aborted) print('All is deleted. The classroom has ended.');
    await classroom.close();
  } finally {
    network.close();
    forgetRunning(folder);
  }
  return 0;
}

/** Twice as many as are planned: some come twice, and some are not on the list. Throws a `UsageError`. */
export function seatsFor(planned: string | undefined): number {
  if (planned === undefined) return SEATS;
  const learners = Number(planned);
  if (!Number.isInteger(learners) || learners < 1)
    throw new UsageError(`\`LEARNERS\` is how many learners are planned, and \`${planned}\` is no such number.`);
  return Math.min(2 * learners, MOST_SEATS);
}

async function openPort(asked: string | undefined, host: string | null): Promise<Listening> {
  try {
    return await listen(host, Number(asked ?? PORT));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new UsageError(
      `Port ${asked ?? PORT} can't be listened at (${code}): set \`PORT\` to another one, 0 for any.`,
    );
  }
}

/** For the terminal. No token stands in it: errors never have one. */
function describe(error: unknown): string {
  if (error instanceof DatabaseError || error instanceof Refused) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
