/** Running one lab's check: from its definition and a folder to a verdict. It decides; it prints nothing and ends nothing but the service. */
import { resolve } from 'node:path';
import { CouldNotJudge, type FactDefinition, FactFailed, Facts } from './facts.ts';
import { Random } from './random.ts';
import type { RunDefinition } from './run/definition.ts';
import { Service, ServiceGone, type ServiceSettings } from './service/service.ts';
import { RunningService, startService, whyGone } from './service/start.ts';
import type { Counts, LeakedGroup, Verdict } from './verdict.ts';

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
  /** Says what is being done now. */
  progress(phase: string): void;
  /** Starts a file of the lab under the probe, without waiting for anything. It is ended with the check. */
  spawn(entry: string): Service;
  /** Starts a service and waits until it listens; decides the fact `starts`. */
  startService(entry?: string): Promise<RunningService>;
}

/** What a lab's `check.ts` exports as its default. */
export interface Checker {
  /** In the order in which they are observed. */
  facts: readonly FactDefinition[];
  check(context: CheckContext): Promise<void>;
  /** What `npm run lab N run` shows. */
  run?: RunDefinition;
}

export interface CheckRequest {
  lab: string;
  folder: string;
  labFolder: string;
  seed: number;
}

/** Tells how a check goes. */
export interface CheckListener {
  progress(phase: string): void;
  /** A service was started. */
  service(pid: number): void;
}

/** Where `signal` is aborted, the service is ended and the verdict is worth nothing. */
export async function runCheck(
  checker: Checker,
  request: CheckRequest,
  listener: CheckListener,
  signal: AbortSignal,
): Promise<Verdict> {
  const start = performance.now();
  const { lab, seed } = request;
  const facts = new Facts(checker.facts);
  const report: Report = { notes: [] };
  const services: { service: Service; settings: ServiceSettings }[] = [];
  const folder = resolve(request.folder);
  const labFolder = resolve(request.labFolder);
  const context: CheckContext = {
    facts,
    report,
    random: new Random(seed),
    seed,
    folder,
    labFolder,
    progress: (phase) => listener.progress(phase),
    spawn(entry) {
      const settings = { folder, labFolder, entry, seed };
      const service = new Service(settings);
      services.push({ service, settings });
      if (service.pid !== undefined) listener.service(service.pid);
      return service;
    },
    async startService(entry = 'server.ts') {
      const service = context.spawn(entry);
      const started = await startService(service, { folder, labFolder, entry, seed });
      if (!(started instanceof RunningService)) return facts.fails('starts', started);
      facts.holds('starts');
      return started;
    },
  };
  const verdict = (outcome: Verdict['outcome'], rest: Partial<Verdict> = {}): Verdict => ({
    lab,
    outcome,
    seed,
    ms: Math.round(performance.now() - start),
    facts: facts.list(),
    ...report,
    ...rest,
  });
  const output = (): Partial<Verdict> => {
    const text = services.at(-1)?.service.output.text.trim() ?? '';
    return text === '' ? {} : { output: text };
  };
  const abort = (): void => {
    for (const { service } of services) void service.end();
  };
  signal.addEventListener('abort', abort);
  try {
    await checker.check(context);
    if (!facts.passed) throw new Error(`the check ended without a word on \`${facts.next}\``);
    return verdict('pass');
  } catch (error) {
    if (error instanceof CouldNotJudge) return verdict('could-not-judge', { reason: error.message });
    if (error instanceof FactFailed)
      return verdict('fail', facts.list().some(({ state }) => state === 'pass') ? {} : output());
    const last = services.at(-1);
    if (error instanceof ServiceGone && last !== undefined) {
      goneFact(facts, whyGone(last.service, error.how, last.settings));
      return verdict('fail', output());
    }
    return verdict('could-not-judge', {
      reason: `The checker itself failed, which says nothing about your code: ${describe(error)}`,
    });
  } finally {
    signal.removeEventListener('abort', abort);
    await Promise.all(services.map(({ service }) => service.end()));
  }
}

/** A service that is gone breaks the fact that it stays; a check without that fact, the one that it was at. */
function goneFact(facts: Facts, finding: ReturnType<typeof whyGone>): void {
  const stays = facts.list().find(({ id, state }) => id === 'same-process' && state === 'not-reached');
  try {
    facts.fails(stays?.id ?? facts.next, finding);
  } catch (error) {
    if (!(error instanceof FactFailed)) throw error;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
