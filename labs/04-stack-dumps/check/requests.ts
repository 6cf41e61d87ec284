/** Asking a route of the shop, and judging what it answers. */
import {
  type CheckContext,
  placeInText,
  type RunningService,
  type SeenRequest,
  say,
} from '../../../scripts/checker/index.ts';
import type { Ask } from './answers.ts';

interface Answer {
  status: number;
  body: string;
  ended: boolean;
}

/** All at once; decides nothing where they are answered right. */
export async function askEach(
  context: CheckContext,
  running: RunningService,
  when: string,
  asks: Ask[],
): Promise<void> {
  await plan(running, asks);
  const streams = asks.map(({ path }) => running.client.open(path));
  await Promise.all(streams.map((stream) => stream.until(() => stream.ended)));
  const seen = await running.service.ask(
    'requests',
    asks.map(({ id }) => id),
  );
  for (const [index, ask] of asks.entries()) {
    const { status = 0, text = '', ended = false } = streams[index] ?? {};
    streams[index]?.leave();
    judge(context, ask, { status, body: text, ended }, seen[index] ?? null, when);
  }
}

export function judge(context: CheckContext, ask: Ask, answer: Answer, seen: SeenRequest | null, when: string): void {
  const { facts, folder, labFolder } = context;
  const [route = ''] = ask.path.split(/[?&]id=/);
  const fact = when === 'under load' ? 'load-answers' : 'routes-answer';
  if (seen === null) {
    return facts.fails('same-process', {
      expected: say`the request seen by the process that was started`,
      actual: say`another process answered it, or none`,
      help: say`The service has to answer in its own process: elsewhere its tasks can not be counted.`,
    });
  }
  facts.require(when === 'under load' ? fact : 'does-not-wait', !seen.waited, () => ({
    expected: say`\`GET ${route}\` answered with the rows that had come`,
    actual: say`no answer until one more row came, which is not in it`,
    help: say`To be fast, this route answers with what is there, and does not wait for a source that it does not need.`,
  }));
  facts.require(
    fact,
    ask.sources.every((source) => seen.asked.includes(source)),
    () => ({
      expected: say`\`GET ${route}\` asks ${ask.sources.join(', ')}`,
      actual: seen.asked.join(', ') || say`none`,
      help: say`Each route asks the sources that it asked in the starter.`,
    }),
  );
  facts.require(fact, answer.status === 200 && ask.isRight(answer.body, seen.rows), () => ({
    expected: say`\`GET ${route}\`: ${ask.right}`,
    actual: answer.ended ? `${answer.status} ${readable(answer.body)}` : say`no answer`,
    where: placeInText(answer.body, [folder, labFolder]),
    help:
      when === 'at first'
        ? say`What is mounted in front of the routes has to hand on what is not its own, as \`app.use(debugRouter())\` does.`
        : say`Mend the leak, and leave what the route answers as it was in the starter.`,
  }));
}

/** Of the page that Express makes of an error, what the error says. */
function readable(body: string): string {
  const [, error = body] = /<pre>(.*?)(?:<br>|<\/pre>)/s.exec(body) ?? [];
  return error.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&gt;', '>').slice(0, 200);
}

export function plan(running: RunningService, asks: readonly Ask[]): Promise<null> {
  return running.service.ask(
    'plan',
    asks.flatMap((ask) => (ask.plan === null ? [] : [[ask.id, ask.plan]])),
  );
}
