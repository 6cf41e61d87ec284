/** Whoever asks for a product while it is being counted shares the answer, also where the one who asked first has gone. */
import { type CheckContext, type RunningService, say, Visits } from '../../../scripts/checker/index.ts';

/** The source is held. */
export async function whoStaysShares(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, seed } = context;
  const id = `${seed}-shared`;
  const visits = new Visits(context, running);
  const open = (): ReturnType<Visits['openAll']> => visits.openAll([id], (each) => `/stock?id=${each}`);
  const [first] = await open();
  await visits.soon(async () => (await visits.asked('stock', id)) > 0);
  const stays = await open();
  if (first !== undefined) await visits.leave(first);
  stays.push(...(await open()));
  await running.turns();
  const asked = await visits.asked('stock', id);
  facts.require('routes-answer', asked === 1, () => ({
    expected: say`\`stock\` asked once for three clients, the first of whom has gone`,
    actual: asked,
    help: say`Whoever asks \`GET /stock\` while the same is being counted shares that answer, whoever asked first: as in the starter.`,
  }));
  await visits.release('stock', id);
  await visits.soon(() => stays.every(({ stream }) => stream.ended));
  const answered = stays.filter(({ stream }) => stream.status === 200 && stream.ended).length;
  facts.require('routes-answer', answered === stays.length, () => ({
    expected: say`${stays.length} clients of \`GET /stock\` answered, who stayed`,
    actual: answered,
    help: say`The client that asked first had gone; those who shared its answer stayed, and wait for it still.`,
  }));
}
