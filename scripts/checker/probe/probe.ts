/**
 * Loaded into the learner's program, after `taskscope/register`: watches what it does, and answers the checker.
 * Nothing in here is an async function of the learner's files, so nothing in here is counted.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { flushCompileCache } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { setImmediate } from 'node:timers';
import { isMainThread } from 'node:worker_threads';
import { collect, leakedCount, settle, skipped, taskCount } from 'taskscope';
import type { Commands, ProbeSettings, Question, Seen, SettledService } from '../protocol.ts';
import { Random } from '../random.ts';
import { Backend } from './backend.ts';
import { callExport } from './call-export.ts';
import { completeFrom, fileOf } from './completion.ts';
import { openPipe } from './pipe.ts';
import { resources, Tally } from './tally.ts';

type Answers = {
  [C in keyof Commands]: (argument: Commands[C]['argument']) => Commands[C]['answer'] | Promise<Commands[C]['answer']>;
};

const given = process.env['LEAKLAB_PROBE'];
delete process.env['LEAKLAB_PROBE'];
// Threads and child processes of the program load this too: only the program itself is spoken to.
if (isMainThread && given !== undefined) watch(JSON.parse(given));

function watch(settings: ProbeSettings): void {
  completeFrom(settings.labFolder, settings.folder);
  const tally = new Tally();
  const backend = new Backend(new Random(settings.seed), () => tally.note());
  const seen: Seen = {
    handled: 0,
    underWay: 0,
    mostAtOnce: 0,
    askedTooFew: 0,
    waited: 0,
    childProcesses: 0,
    workers: 0,
    skipped: [],
  };
  if (settings.backend !== 'clock') Reflect.set(globalThis, Symbol.for('leaklab.backend'), backend.ask);

  const answers: Answers = {
    baseline: () => tally.begin(),
    count: () => ({ count: taskCount(), leaked: leakedCount() }),
    glance: () => tally.glance(),
    plan: (plans) => backend.plan(plans),
    hold: (sources) => backend.hold(sources),
    release: ({ source, id }) => backend.release(source, id),
    requests: (ids) => ids.map((id) => backend.seen(id)),
    calls: (source) => backend.calls(source),
    call: ({ file, name, calls }) => callExport(fileOf(settings, file), name, calls),
    seen: () => ({ ...seen, ...backend.totals(), skipped: skipped() }),
    settle: (argument) => settleService(tally, backend, argument),
  };
  const send = openPipe((question: Question) =>
    Promise.resolve(Reflect.apply(answers[question.command], answers, [question.argument])),
  );

  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    response.once('close', () => {
      seen.underWay--;
    });
    seen.handled++;
    seen.mostAtOnce = Math.max(seen.mostAtOnce, ++seen.underWay);
    tally.note();
    const id = requestId(request.url);
    if (id !== null) backend.begin(id);
  });
  subscribe('http.server.response.finish', (message) => {
    const { request } = message as { request: IncomingMessage };
    tally.note();
    const id = requestId(request.url);
    if (id !== null) backend.finish(id);
  });
  subscribe('tracing:net.server.listen:asyncEnd', (message) => {
    const { server } = message as { server: Server };
    const address = server.address() as AddressInfo | string | null;
    if (address !== null && typeof address === 'object') {
      setImmediate(() => send({ event: 'listening', port: address.port }));
      // The service is ended by a signal, which leaves no time to keep what was compiled.
      flushCompileCache();
    }
  });
  subscribe('tracing:net.server.listen:error', (message) => {
    const { error } = message as { error: { code?: string; port?: number } };
    send({ event: 'listen-failed', code: error.code ?? String(error), port: error.port ?? null });
  });
  subscribe('child_process', () => {
    seen.childProcesses++;
  });
  process.on('worker', () => {
    seen.workers++;
  });
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ event: 'threw', message, stack: stack ?? '' });
  });
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    send({ event: 'exit-called', code: String(code ?? 0), stack: new Error('exit').stack ?? '' });
    return exit(code);
  };
}

/** The `id` of a request's query, by which the checker plans and asks. */
function requestId(url: string | undefined): string | null {
  return new URL(url ?? '/', 'http://localhost').searchParams.get('id');
}

async function settleService(
  tally: Tally,
  backend: Backend,
  { timeout, plateau, keep }: Commands['settle']['argument'],
): Promise<SettledService> {
  backend.settle(keep);
  const { baseline } = tally;
  const deadline = performance.now() + timeout;
  let outcome: SettledService['outcome'];
  do {
    // Short waits in a row, so that an excess that stays the same is seen before the deadline.
    const settled = await settle({
      baseline: baseline.count,
      leaked: baseline.leaked,
      timeout: Math.min(timeout, 150),
    });
    outcome =
      settled.outcome === 'stuck' && plateau > baseline.count && settled.count === plateau
        ? 'plateau'
        : settled.outcome;
  } while (outcome === 'stuck' && performance.now() < deadline);
  // One proof ends the wait; the report tells of all.
  if (outcome === 'leaked') await collect();
  backend.unsettle();
  tally.note();
  const { peak, samples } = tally;
  return {
    outcome,
    count: taskCount(),
    leaked: leakedCount() - baseline.leaked,
    peak,
    samples,
    resources: resources(),
    groups: tally.excess(),
  };
}
