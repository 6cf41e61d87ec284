/** `npm run classroom share`: the room may come in. The server that runs is told so; else one is started. */
import { Snapshot } from '../protocol/dashboard.ts';
import { classroomFolder } from '../server/running.ts';
import { noMore, type Word } from './context.ts';
import { askRunning } from './running.ts';
import { serve } from './start.ts';
import { joining } from './welcome.ts';

const EVERYWHERE = '0.0.0.0';

export const share: Word = async (context, rest) => {
  noMore('share', rest);
  const folder = classroomFolder(context.root);
  if ((await askRunning(folder, 'POST', 'share')) === null)
    return serve(context, context.environment['HOST'] || EVERYWHERE);
  const answer = await askRunning(folder, 'GET', 'snapshot');
  if (answer === null) return 0;
  const { session } = Snapshot.parse(await answer.json());
  context.print(joining(session.addresses, session.code, true));
  return 0;
};
