/** `npm run classroom`: the server, until Ctrl-C. */
import { once } from 'node:events';
import { join } from 'node:path';
import { renderUnicodeCompact } from 'uqr';
import { readCourse } from '../../course/course.ts';
import { PORT } from '../protocol/words.ts';
import { type Listening, listen } from '../server/listen.ts';
import { openClassroom } from '../server/open.ts';
import { classroomFolder, findRunning, forgetRunning, instructorToken, tellRunning } from '../server/running.ts';
import { openPglite } from '../storage/pglite.ts';
import { type ClassroomContext, noMore, UsageError, type Word } from './context.ts';

export const start: Word = (context, rest) => {
  noMore('start', rest);
  return serve(context, context.environment['HOST'] ?? null);
};

/** `host`: null for this machine alone. */
export async function serve(
  { root, environment, print, interrupted }: ClassroomContext,
  host: string | null,
): Promise<number> {
  const folder = classroomFolder(root);
  const running = await findRunning(folder);
  if (running !== null) {
    throw new UsageError(
      `A classroom runs here already, at port ${running.port}. End it with Ctrl-C in its terminal first.`,
    );
  }
  const network = await openPort(environment['PORT'], host);
  const token = instructorToken(folder);
  tellRunning(folder, { pid: process.pid, port: network.port });
  try {
    const classroom = await openClassroom({
      network,
      openDatabase: () => openPglite(join(folder, 'database')),
      course: readCourse(root).map(({ name, number, title }) => ({ name, number, title })),
      instructorToken: token,
      report: (error) => console.error(error),
    });
    print(network.url);
    print(welcome(network, classroom, token));
    if (!interrupted.aborted) await once(interrupted, 'abort');
    await classroom.close();
  } finally {
    network.close();
    forgetRunning(folder);
  }
  return 0;
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

function welcome(
  network: Listening,
  { code, begun, startedAt }: { code: string; begun: boolean; startedAt: number },
  token: string,
): string {
  const [address = ''] = network.addresses();
  return [
    '',
    begun ? `A new session: ${code}` : `The session ${code} goes on; it began ${new Date(startedAt).toLocaleString()}.`,
    '',
    `  Join       npm run lab join ${address} ${code}`,
    `  Dashboard  ${network.url}/dashboard#${token}`,
    '             Private: who has this link steers the session. It opens on this machine only.',
    '',
    network.shared()
      ? `Whoever is in this network and knows the code can join.\n\n${renderUnicodeCompact(`http://${address}/#${code}`)}`
      : 'Only this machine can reach it. To let the room in: npm run classroom share',
    '',
    'Ctrl-C ends the server; the session is kept, and goes on with the next `npm run classroom`.',
  ].join('\n');
}
