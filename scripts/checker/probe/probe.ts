/**
 * Loaded into the learner's program, after `taskscope/register`: watches what it does, and answers the checker.
 * Nothing in here is an async function of the learner's files, so nothing in here is counted.
 */
import { subscribe } from 'node:diagnostics_channel';
import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import { leakedCount, profile, skipped, taskCount } from 'taskscope';
import type { Commands, Hidden, ProbeEvent, ProbeSettings, Question } from '../protocol.ts';
import { Random } from '../random.ts';
import { Backend } from './backend.ts';
import { callExport } from './call-export.ts';
import { completeFrom, fileOf } from './completion.ts';
import { watchChildren, watchEnds } from './ends.ts';
import { Guard } from './guard.ts';
import { passAnHour } from './hour.ts';
import { watchResources } from './left-behind.ts';
import { openPipes } from './pipe.ts';
import { setImmediate } from './real-timers.ts';
import { Requests } from './requests.ts';
import { settleService } from './settle-service.ts';
import { goOn, standStill } from './stand-still.ts';
import { Tally } from './tally.ts';
import { answerAsThread, Threads } from './threads.ts';
import { Work } from './work.ts';

type Answers = {
  [C in keyof Commands]: (argument: Commands[C]['argument']) => Commands[C]['answer'] | Promise<Commands[C]['answer']>;
};

const SETTINGS = 'LEAKLAB_PROBE';
// An `import` would read each of its exports, and one of them loads all of `fetch`: a tenth of a second in each program.
const { Server } = process.getBuiltinModule('node:http');
start();

/** In the program itself, and in each of its threads. Its child processes load this too, and are not spoken to. */
function start(): void {
  const given = isMainThread ? process.env[SETTINGS] : getEnvironmentData(SETTINGS);
  delete process.env[SETTINGS];
  if (typeof given !== 'string') return;
  const settings: ProbeSettings = JSON.parse(given);
  completeFrom(settings.labFolder, settings.folder);
  const guard = new Guard((url) => isWithin(url, [settings.folder, settings.labFolder]));
  if (!isMainThread) return answerAsThread(() => guard.found());
  setEnvironmentData(SETTINGS, given);
  watch(settings, guard);
}

function watch(settings: ProbeSettings, guard: Guard): void {
  const threads = new Threads();
  const tally = new Tally(threads);
  const backend = new Backend(new Random(settings.seed), () => tally.note());
  const requests = new Requests(backend, () => tally.note());
  const work = new Work();
  // The probe has its own by now.
  watchResources();
  // For good: a backend that the program puts in its place would decide what was asked.
  if (settings.backend !== 'clock')
    Object.defineProperty(globalThis, Symbol.for('leaklab.backend'), { value: backend.ask });

  const hidden = async (): Promise<Hidden> => {
    await threads.ask();
    const { reports, silent } = threads;
    return {
      silentThreads: silent,
      skipped: [...skipped(), ...reports.flatMap((report) => report.skipped)],
      tampered: [...guard.found(), ...reports.flatMap((report) => report.tampered)],
    };
  };
  const answers: Answers = {
    baseline: () => tally.begin(),
    count: () => ({ count: taskCount(), leaked: leakedCount() }),
    profile: () => profile(),
    glance: () => tally.glance(),
    work: (wanted) => work.have(wanted),
    plan: (plans) => backend.plan(plans),
    hold: (sources) => backend.hold(sources),
    free: (sources) => backend.free(sources),
    release: ({ source, id, ...given }) => backend.release(source, id, given),
    requests: (ids) => ids.map((id) => backend.seen(id)),
    calls: (source) => backend.calls(source),
    jobs: (jobs) => backend.enqueue(jobs),
    takers: () => backend.takers,
    call: ({ file, name, calls }) => callExport(fileOf(settings, file), name, calls),
    seen: () => ({ ...requests.seen, ...backend.totals() }),
    hidden,
    settle: (argument) => settleService(tally, backend, argument),
    still: (stands) => still(stands),
    hour: () => (process.env['LEAKLAB_HOUR'] === 'off' ? 0 : passAnHour()),
  };
  const children = watchChildren((event) => send(event));
  const send = openPipes(
    (question: Question) => Promise.resolve(Reflect.apply(answers[question.command], answers, [question.argument])),
    children,
  );
  watchListening(send);
  watchEnds(send);
}

function still(stands: boolean): null {
  if (stands) standStill();
  else goOn();
  return null;
}

function watchListening(send: (event: ProbeEvent) => void): void {
  subscribe('tracing:net.server.listen:asyncEnd', (message) => {
    const { server } = message as { server: unknown };
    if (!(server instanceof Server)) return;
    const address = server.address() as AddressInfo | string | null;
    if (address === null || typeof address === 'string') return;
    const { port, address: host } = address;
    setImmediate(() => send({ event: 'listening', port, host }));
    // The service is ended by a signal, which leaves no time to keep what was compiled.
    flushCompileCache();
  });
  subscribe('tracing:net.server.listen:error', (message) => {
    const { server, error } = message as { server: unknown; error: { code?: string; port?: number } };
    if (!(server instanceof Server)) return;
    send({ event: 'listen-failed', code: error.code ?? String(error), port: error.port ?? null });
  });
}

function isWithin(url: string, folders: readonly string[]): boolean {
  return url.startsWith('file:') && folders.some((folder) => fileURLToPath(url).startsWith(folder));
}
