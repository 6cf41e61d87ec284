/** What the service answers besides `/moved`. */
import {
  type CheckContext,
  JSON_TYPE,
  type RunningService,
  requireNoError,
  requireType,
  say,
  Visits,
} from '../../../scripts/checker/index.ts';
import { CARRIER } from './scans.ts';

/** Decides `other-routes`. */
export async function otherRoutes(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, seed } = context;
  const health = await running.get('/health');
  facts.require('other-routes', health.status === 200 && health.body === 'ok', () => ({
    expected: 'ok',
    actual: health.failure ?? `${health.status} ${health.body}`,
    help: say`\`GET /health\` has to answer \`ok\`, as in the starter.`,
  }));
  await running.service.ask('hold', [CARRIER]);
  const visits = new Visits(context, running);
  const id = `parcel-${seed}`;
  const { stream, turns } = visits.open(`/parcel?id=${id}`, id);
  await visits.soon(async () => (await visits.asked(CARRIER, id)) > 0);
  await visits.release(CARRIER, id);
  await visits.soon(() => stream.ended);
  requireNoError(context, 'other-routes', { status: stream.status, body: stream.text }, 'GET /parcel');
  const [parcel] = turns.flat();
  facts.require('other-routes', stream.status === 200 && stream.text === JSON.stringify(parcel), () => ({
    expected: parcel,
    actual: stream.ended ? `${stream.status} ${stream.text.slice(0, 200)}` : say`no answer`,
    help: say`\`GET /parcel\` has to answer what the carrier says of the parcel, as in the starter.`,
  }));
  requireType(context, 'other-routes', stream.type, JSON_TYPE, 'GET /parcel');
  await running.service.ask('free', [CARRIER]);
  facts.holds('other-routes');
}
