/** The check of the smallest lab there is: a service that answers `{"n":…}`. The fixtures beside it are judged by it. */
import {
  type CheckContext,
  checkCount,
  checkResources,
  defineChecker,
  type RunningService,
  shortPath,
} from '../../index.ts';

const REQUESTS = 6;

export default defineChecker({
  facts: [
    { id: 'starts', title: 'the service starts and listens' },
    { id: 'answers', title: 'it answers with the number that it was asked for' },
    { id: 'same-process', title: 'the same process serves from start to end' },
    { id: 'count-returns-to-baseline', title: 'the task count returns to its baseline' },
    { id: 'resources', title: 'no timer or connection is left behind instead' },
  ],
  async check(context) {
    context.progress(`starting ${shortPath(context.folder)}`);
    const running = await context.startService();
    await running.takeBaseline();
    await ask(context, running);
    context.facts.holds('answers');
    context.facts.holds('same-process');
    const load = { again: () => ask(context, running), requests: REQUESTS };
    const settled = await checkCount(context, running, 'count-returns-to-baseline', load);
    await checkResources(context, running, settled, 'resources', load);
    context.facts.holds('resources');
  },
});

async function ask({ facts }: CheckContext, running: RunningService): Promise<void> {
  for (let n = 1; n <= REQUESTS; n++) {
    const { status, body, failure } = await running.get(`/?n=${n}`);
    facts.require('answers', status === 200 && body === `{"n":${n}}`, () => ({
      expected: `{"n":${n}}`,
      actual: failure ?? `${status} ${body.slice(0, 100)}`,
      help: 'The answer is the number, as JSON.',
    }));
  }
}
