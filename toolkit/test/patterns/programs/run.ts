/** Runs the patterns that are named on the command line, in both forms, and prints the verdicts as JSON. */
import { checkTimeout, type LeakCheck } from 'taskscope/leaktest';

/** What a leak test said: an error by its first word, or nothing. */
export type Verdict = 'proven' | 'only suspected' | 'clean';

export interface PatternVerdicts {
  /** Checked after the test, whose own variables are gone. */
  after: Verdict;
  /** Checked inside the test, which still holds what it has made. */
  inside: Verdict;
  /** The healthy form, checked after the test. */
  healthy: Verdict;
  /** What the leaked tasks wait for. */
  wait: string;
}

interface Pattern {
  leaking(): Promise<unknown>;
  healthy(): Promise<unknown>;
}

const TIMEOUT = 400;
const results: { [name: string]: PatternVerdicts } = {};

async function verdictOf(done: LeakCheck): Promise<{ verdict: Verdict; wait: string }> {
  const error: unknown = await done().catch((reason: unknown) => (reason instanceof AggregateError ? reason.errors[0] : reason));
  if (!(error instanceof Error)) return { verdict: 'clean', wait: '' };
  const wait = / at (an `await`|a `[a-z ]+`)/.exec(error.message)?.[1] ?? '';
  return { verdict: error.message.startsWith('Leaked (proven)') ? 'proven' : 'only suspected', wait };
}

async function afterTest(form: () => Promise<unknown>): ReturnType<typeof verdictOf> {
  const done = checkTimeout('after', TIMEOUT);
  await form();
  return verdictOf(done);
}

async function insideTest(form: () => Promise<unknown>): ReturnType<typeof verdictOf> {
  const done = checkTimeout('inside', TIMEOUT);
  const held = await form();
  const verdict = await verdictOf(done);
  void held?.toString();
  return verdict;
}

for (const name of process.argv.slice(2)) {
  const pattern: Pattern = await import(`./${name}.ts`);
  const after = await afterTest(pattern.leaking);
  const inside = await insideTest(pattern.leaking);
  const healthy = await afterTest(pattern.healthy);
  results[name] = { after: after.verdict, inside: inside.verdict, healthy: healthy.verdict, wait: after.wait };
}
process.stdout.write(JSON.stringify(results), () => process.exit());
