import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  type CheckContext,
  CouldNotJudge,
  defineChecker,
  placeInText,
  runLoad,
  type Service,
  say,
  sentences,
} from '../../scripts/checker/index.ts';
import { answersAsService, leavesNothingAsService } from './check/as-a-service.ts';
import { type FileResult, failed, readEscaped, readResults, type TestResult } from './check/results.ts';
import { OWN, type Stage, setStage, variants } from './check/stage.ts';

/** Of all tests on all variants; a test that never ends is ended by Vitest long before. */
const PATIENCE = 40_000;
/** What `run` shows. */
const VISITS = 500;
const AT_ONCE = 10;

export default defineChecker({
  facts: [
    { id: 'tests-run', title: say`the tests run, and end` },
    { id: 'passes-healthy', title: say`handlers that leave nothing behind pass, however long they take` },
    { id: 'fails-leaky', title: say`each handler that leaks fails a test` },
    { id: 'handlers-answer', title: say`your handlers answer as before` },
    { id: 'count-returns-to-baseline', title: say`your handlers leave no task behind` },
    { id: 'own-tests-pass', title: say`your tests pass on your handlers` },
  ],
  async check(context) {
    context.progress(say`your tests, on ${variants.length} kinds of handlers`);
    const file = (name: string): string => {
      const judged = join(context.folder, name);
      return existsSync(judged) ? judged : join(context.labFolder, name);
    };
    const { folder } = context;
    const stage = setStage({ handlers: file('handlers.ts'), tests: file('handlers.test.ts'), folder });
    try {
      await judge(context, stage);
    } finally {
      stage.remove();
    }
  },
  run: {
    title: say`${VISITS} requests to the four handlers, ${AT_ONCE} at a time`,
    async play(stage) {
      const running = await stage.startService();
      await stage.watch(running.service);
      const urls = ['/query?id=7', '/report?id=annual', '/report?id=none', '/purchase?item=lamp', '/login?user=ada'];
      const paths = Array.from({ length: VISITS }, (_, index) => `${urls[index % urls.length]}&visit=${index}`);
      const { errors } = await runLoad(running, { paths, connections: AT_ONCE });
      if (errors > 0) stage.note(say`${errors} requests were not answered.`);
    },
  },
});

async function judge(context: CheckContext, stage: Stage): Promise<void> {
  const { facts } = context;
  const report = join(stage.folder, 'results.json');
  // It starts meanwhile, and tells how slow the machine is.
  const service = context.spawn('server.ts');
  await service.ask('count', null).catch(() => {});
  const limit = PATIENCE * context.slowdown;
  const { status, output } = await context.run(
    'check/run-variants.ts',
    [stage.folder, report, stage.placeOf('leaky-held')],
    limit,
  );
  if (!existsSync(report)) {
    facts.require('tests-run', status !== null, () => ({
      expected: say`tests that end`,
      actual: say`no end after ${Math.round(limit / 1000)} s`,
      help: say`The tests run on ${variants.length + 1} kinds of handlers. Does each of them take seconds? Then it waits for something that never comes, as for a count that its own task is in. Or a loop in it awaits nothing, and never lets go of the event loop.`,
    }));
    throw new CouldNotJudge(say`The tests could not be started. Vitest said:\n${output}`);
  }
  const results = readResults(report);
  const escaped = readEscaped(report);
  rmSync(report);
  const resultOf = (name: string): FileResult =>
    results.get(stage.placeOf(name)) ?? { message: say`the file was not run`, tests: [] };
  const at = (text: string): string | null => placeInText(stage.authored(text), [context.folder, context.labFolder]);

  testsRun(context, resultOf('healthy'), at);
  const passed = (prefix: string, good: (result: FileResult) => boolean): string[] =>
    variants.filter((name) => name.startsWith(prefix) && good(resultOf(name)));
  const healthy = variants.filter((name) => name.startsWith('healthy'));
  const caught = passed('leaky', (result) => failed(result).length > 0);
  passesHealthy(
    context,
    healthy.flatMap((name) => failed(resultOf(name))),
    caught.length,
    at,
  );
  failsLeaky(
    context,
    passed('leaky', (result) => failed(result).length === 0),
    caught.length,
  );
  await ownHandlers(
    context,
    service,
    resultOf('fixed'),
    escaped.filter((error) => error.includes(`${sep}${stage.placeOf(OWN)}${sep}`)),
    at,
  );
  const [own] = failed(resultOf(OWN));
  facts.require('own-tests-pass', own === undefined, () => ({
    expected: say`every test passes`,
    actual: `\`${own?.name}\`: ${firstLine(own?.error)}`,
    where: at(own?.error ?? ''),
    help: say`The checker finds nothing wrong with your handlers, and a test of yours does. What does it expect that the handler does not do?`,
  }));
  if (isHidden(stage))
    throw new CouldNotJudge(
      say`A function of your handlers is not tracked, so that a leak in it would not be seen. Take the comment \`taskscope-ignore\` out.`,
    );
  facts.holds('own-tests-pass');
}

/** The plugin tells of nothing that it passed over: the comment is looked for where it stands, beside the handlers too. */
function isHidden({ folder, placeOf }: Stage): boolean {
  const own = join(folder, placeOf(OWN));
  return readdirSync(own, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'backend.ts')
    .some(({ name }) => /\/[/*]+\s*taskscope-ignore/.test(readFileSync(join(own, name), 'utf8')));
}

type PlaceOf = (text: string) => string | null;

function testsRun({ facts }: CheckContext, { message, tests }: FileResult, at: PlaceOf): void {
  facts.require('tests-run', tests.length > 0, () => ({
    expected: say`one test or more in \`handlers.test.ts\``,
    actual: message === '' ? say`none that runs` : firstLine(message),
    where: at(message),
    help:
      message === ''
        ? say`There is no test to run: \`test.skip\` and \`test.todo\` are none.`
        : say`The file of the tests could not be loaded. This is what Vitest says.`,
  }));
  facts.holds('tests-run');
}

function passesHealthy({ facts }: CheckContext, failures: TestResult[], caught: number, at: PlaceOf): void {
  const [first] = failures;
  const error = first?.error ?? '';
  facts.require('passes-healthy', first === undefined, () => ({
    expected: say`no test fails`,
    actual: say`\`${first?.name}\` fails: ${firstLine(error)}`,
    where: at(error),
    help: healthyHelp(error, caught),
  }));
  facts.holds('passes-healthy');
}

function healthyHelp(error: string, caught: number): string {
  const leaky = variants.filter((name) => name.startsWith('leaky')).length;
  const start =
    caught === leaky
      ? say`These handlers leave nothing behind. Your tests fail every kind of handler, leaky or not: such a test tells nothing.`
      : say`These handlers leave nothing behind.`;
  return sentences(start, whyHealthyFails(error));
}

function whyHealthyFails(error: string): string {
  if (/Stuck/.test(error)) {
    return say`Some answer at once and work on for 800 ms; that is patience and no leak. \`check(t)\` waits up to 5 s for them: give it the time.`;
  }
  if (/timed out/i.test(error)) return say`A test did not end in time: does it wait for something that never comes?`;
  return say`What the test expects is not true of them: compare only what the handler starts and ends itself, once it had the time to end.`;
}

function failsLeaky({ facts }: CheckContext, missed: string[], caught: number): void {
  facts.require('fails-leaky', missed.length === 0, () => ({
    expected: say`a failed test for each of ${missed.length + caught} leaky handlers`,
    actual: say`not noticed: ${missed.map((name) => leakOf(name)).join('; ')}`,
    help: missedHelp(missed, caught),
  }));
  facts.holds('fails-leaky');
}

const LEAKS: { [variant: string]: string } = {
  'leaky-query': say`\`query\` loses a sender`,
  'leaky-report': say`\`report\` loses its writer where it answers`,
  'leaky-report-on-error': say`\`report\` loses its writer where there is no such report`,
  'leaky-purchase': say`\`purchase\` loses what it does behind the answer`,
  'leaky-held': say`\`purchase\` waits for ever behind the answer, and something still holds it, so that nothing proves it`,
  'leaky-login': say`\`login\` loses what it does behind the answer`,
};

function leakOf(variant: string): string {
  return LEAKS[variant] ?? variant;
}

function missedHelp(missed: string[], caught: number): string {
  if (caught === 0) {
    return say`Your tests pass every kind of handler, leaky or not: such a test tells nothing. A leak test takes \`const done = check(t)\` before it calls the handler, and \`await done()\` after.`;
  }
  if (missed.length === 1 && missed[0] === 'leaky-report-on-error') {
    return say`This one leaks only where there is no such report. Which test of yours ever asks for one that is not there?`;
  }
  if (missed.length === 1 && missed[0] === 'leaky-held') {
    return say`This leak is not proven: it is only still there when the time is over, and \`check(t)\` says \`Stuck\`. That is a failure as well.`;
  }
  return say`Each handler needs a leak test of its own: \`check(t)\` before the handler is called, and its function awaited at the end.`;
}

/** The checker's own tests, `answers …` and `finishes …`; and the same of the handlers as a service. */
async function ownHandlers(
  context: CheckContext,
  service: Service,
  result: FileResult,
  escaped: string[],
  at: PlaceOf,
): Promise<void> {
  const { facts } = context;
  const failures = failed(result);
  const answers = failures.find(({ name }) => !name.startsWith('finishes'));
  facts.require('handlers-answer', answers === undefined && result.tests.length > 0, () => ({
    expected: say`the answers of the starter`,
    actual:
      answers === undefined
        ? firstLine(result.message)
        : `${answers.name.replace(/^answers /, '')}: ${firstLine(answers.error)}`,
    where: at(answers?.error ?? result.message),
    help: say`A handler may change inside; what it answers, what it asks of the backend, and that \`query\` does not wait for the third table stay.`,
  }));
  const [error] = escaped;
  facts.require('handlers-answer', error === undefined, () => ({
    expected: say`no error that nobody caught`,
    actual: firstLine(error),
    where: at(error ?? ''),
    help: say`This error came behind an answer, and nobody caught it: a service would have ended with it. It has to be caught in the task that it comes out of.`,
  }));
  const running = await context.serving(service, 'handlers-answer');
  await running.takeBaseline();
  await answersAsService(context, running);
  facts.holds('handlers-answer');
  const [leak] = failures;
  facts.require('count-returns-to-baseline', leak === undefined, () => ({
    expected: say`the task count that was there before`,
    actual: `${leak?.name.replace(/^finishes /, '')}: ${firstLine(leak?.error)}`,
    where: at(leak?.error ?? ''),
    help: say`Your leak tests are right. This is what those of the checker, which also ask many times and at once, find in \`handlers.ts\`. Who ends the task that this handler starts?`,
  }));
  await leavesNothingAsService(context, running, 'count-returns-to-baseline');
  facts.holds('count-returns-to-baseline');
}

function firstLine(text: string | null | undefined): string {
  return (
    (text ?? '')
      .split('\n')[0]
      ?.replace(/^\w*Error: /, '')
      .slice(0, 300) ?? ''
  );
}
