/** Running one lab's check: from its definition and a folder to a verdict. It decides; it prints nothing and ends nothing but the service. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { say } from '../language/say.mjs';
import { CouldNotJudge, type FactDefinition, FactFailed, Facts } from './facts.ts';
import type { Patience } from './patience.ts';
import { placesAsShown } from './place.ts';
import { fileOf } from './probe/completion.ts';
import { Random } from './random.ts';
import type { RunDefinition } from './run/definition.ts';
import { Errand, type ErrandEnd } from './service/errand.ts';
import { type Service, ServiceGone } from './service/service.ts';
import { Services } from './service/services.ts';
import { RunningService, startService } from './service/start.ts';
import type { Tree } from './service/tree.ts';
import { whyGone } from './service/why-gone.ts';
import type { Counts, Fact, LeakedGroup, Verdict } from './verdict.ts';

/** What a check fills in on its way. */
export interface Report {
  counts?: Counts;
  groups?: LeakedGroup[];
  notes: string[];
}

export interface CheckContext {
  facts: Facts;
  report: Report;
  /** Chance for this check: the seed is printed, so that it can be had again. */
  random: Random;
  seed: number;
  /** Absolute; the folder that is judged. */
  folder: string;
  /** Absolute; the lab's own folder, which completes it. */
  labFolder: string;
  patience: Patience;
  /** How many times slower than a calm one the machine is just now, from 1 to 8: limits by the clock are multiplied by it. */
  readonly slowdown: number;
  /** What shows where tasks wait, in a lab that teaches to find it; null where places may be named. */
  lookUp: string | null;
  /** Says what is being done now. */
  progress(phase: string): void;
  /** Starts a file of the lab under the probe, without waiting for anything. It is ended with the check. */
  spawn(entry: string, environment?: NodeJS.ProcessEnv): Service;
  /** Starts a program that only stays: functions of the learner's are called in it, away from the service. */
  spawnHost(): Service;
  /** Runs a file of the lab's own to its end: a program that is no service. It is ended after `patience` milliseconds, or with the check. */
  run(file: string, words: readonly string[], patience: number): Promise<ErrandEnd>;
  /** Starts a service and waits until it listens; decides the fact `starts`. */
  startService(entry?: string): Promise<RunningService>;
  /** Waits until one that was started by `spawn` listens; where it does not, `fact` fails. */
  serving(service: Service, fact: string): Promise<RunningService>;
  /** What may be hidden in the programs is asked at the end; a check that ends them itself has to ask before. */
  trust(): Promise<void>;
}

/** What a lab's `check.ts` exports as its default. */
export interface Checker {
  /** In the order in which they are observed. */
  facts: readonly FactDefinition[];
  check(context: CheckContext): Promise<void>;
  /** What `npm run lab N run` shows. */
  run?: RunDefinition;
  /** For a lab that teaches to find the line of a leak: what shows it. Then no verdict names the place of a task that stays, unless the request allows it. */
  lookUp?: string;
}

export interface CheckRequest {
  lab: string;
  folder: string;
  labFolder: string;
  /** See `JudgeRequest`. */
  namesTheLine: boolean;
  seed: number;
  patience: Patience;
}

/** Tells how a check goes. */
export interface CheckListener {
  progress(phase: string): void;
  /** All facts, before the first one is decided and each time that one is. */
  facts(facts: Fact[]): void;
  /** A service was started. */
  service(tree: Tree): void;
}

/** Where `signal` is aborted, its reason, a `CouldNotJudge`, is the verdict. No service outlives this. */
export async function runCheck(
  checker: Checker,
  request: CheckRequest,
  listener: CheckListener,
  signal: AbortSignal,
): Promise<Verdict> {
  const start = performance.now();
  const { lab, seed, patience } = request;
  const facts = new Facts(checker.facts, (all) => listener.facts(all));
  const report: Report = { notes: [] };
  const services = new Services();
  const errands: Errand[] = [];
  const folder = resolve(request.folder);
  const labFolder = resolve(request.labFolder);
  const startProgram = (entry: string | null, environment: NodeJS.ProcessEnv = {}): Service => {
    const service = services.start({ folder, labFolder, entry, seed, patience, environment });
    if (service.tree !== null) listener.service(service.tree);
    return service;
  };
  const context: CheckContext = {
    facts,
    report,
    random: new Random(seed),
    seed,
    folder,
    labFolder,
    patience,
    get slowdown() {
      return services.slowdown;
    },
    lookUp: request.namesTheLine ? null : (checker.lookUp ?? null),
    progress: (phase) => listener.progress(phase),
    spawn(entry, environment) {
      if (!existsSync(fileOf({ folder, labFolder }, entry)))
        throw new CouldNotJudge(say`\`${entry}\` is not there. Give the file its name back.`);
      return startProgram(entry, environment);
    },
    spawnHost: () => startProgram(null),
    run(file, words, limit) {
      signal.throwIfAborted();
      const errand = new Errand(join(labFolder, file), words, limit);
      errands.push(errand);
      if (errand.tree !== null) listener.service(errand.tree);
      return errand.ended;
    },
    async startService(entry = 'server.ts') {
      const started = await context.serving(context.spawn(entry), 'starts');
      facts.holds('starts');
      return started;
    },
    async serving(service, fact) {
      const started = await startService(service, () => services.slowdown);
      if (!(started instanceof RunningService)) return facts.fails(fact, started);
      services.mustStay(started.service);
      return started;
    },
    async trust() {
      const { tampered, hidden } = await services.trust('those that can');
      const reason = tampered ?? hidden;
      if (reason !== null) throw new CouldNotJudge(reason);
    },
  };
  const verdict = (outcome: Verdict['outcome'], rest: Partial<Verdict> = {}): Verdict => ({
    lab,
    outcome,
    seed,
    ms: Math.round(performance.now() - start),
    slowdown: services.slowdown,
    facts: facts.list(),
    ...report,
    ...rest,
  });
  try {
    await unlessAborted(checker.check(context), signal);
    const { escaped } = services;
    if (escaped !== null) facts.fails(staysFact(facts) ?? facts.list().at(-1)?.id ?? '', escaped);
    if (!facts.passed) throw new Error(`the check ended without a word on \`${facts.next}\``);
    const { tampered, hidden } = await services.trust('all have to answer');
    const reason = tampered ?? hidden;
    return reason === null ? verdict('pass') : verdict('could-not-judge', { reason });
  } catch (thrown) {
    const error = thrown instanceof ServiceGone ? failGone(facts, thrown) : thrown;
    if (!(error instanceof FactFailed)) return verdict('could-not-judge', { reason: reasonOf(error) });
    const { tampered, hidden } = await services.trust(thrown instanceof ServiceGone ? 'nobody' : 'those that can');
    if (tampered !== null) return verdict('could-not-judge', { reason: tampered });
    if (hidden !== null) report.notes.push(hidden);
    return verdict('fail', error.output === '' ? {} : { output: error.output });
  } finally {
    await Promise.all([services.end(), ...errands.map((errand) => errand.end())]);
  }
}

/** Rejected with the signal's reason where that is aborted first; what goes on then comes to nothing without its service. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/**
 * A service that had started and is gone breaks the fact that it stays; else it breaks the fact that the check was at.
 * Returns what that throws.
 */
function failGone(facts: Facts, { service, how }: ServiceGone): unknown {
  // A host serves nobody: it is missed at the fact that the check was at.
  const started = service.settings.entry !== null && facts.list()[0]?.state === 'pass';
  const stays = facts.list().find(({ id, state }) => id === 'same-process' && state === 'not-reached');
  try {
    return facts.fails((started ? stays?.id : undefined) ?? facts.next, whyGone(service, how));
  } catch (error) {
    return error;
  }
}

/** The fact that the program stays, whether it was decided before or not. */
function staysFact(facts: Facts): string | undefined {
  return facts.list().find(({ id }) => id === 'same-process')?.id;
}

function reasonOf(error: unknown): string {
  if (error instanceof CouldNotJudge) return error.message;
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return say`The checker itself failed, which says nothing about your code: ${placesAsShown(words)}`;
}
