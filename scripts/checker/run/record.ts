/** One run of a lab's program, recorded: idle, under load, and until the count is settled. It judges nothing. */
import { readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Group } from 'taskscope';
import { say } from '../../language/say.mjs';
import type { CheckRequest } from '../check.ts';
import type { Finding } from '../facts.ts';
import { PATIENCE } from '../patience.ts';
import { placesAsShown, shortPath } from '../place.ts';
import type { Glance } from '../protocol.ts';
import { Random } from '../random.ts';
import { type Service, ServiceGone, type ServiceSettings } from '../service/service.ts';
import { Services } from '../service/services.ts';
import { RunningService, startService } from '../service/start.ts';
import { startWatchdog } from '../service/watchdog.ts';
import { whyGone } from '../service/why-gone.ts';
import { withoutPlaces } from '../without-places.ts';
import type { RunDefinition, Stage } from './definition.ts';
import type { RecordedGroup, Recording } from './recording.ts';

/** Milliseconds. Short enough for a drawing that moves, long enough to cost the program nothing. */
const SAMPLE_INTERVAL = 50;
/** How much of the idle program is shown before the load. */
const IDLE = 500;
/** A count that has not moved for so long is calm: only then are those that stayed looked at. */
const CALM = 700;
const GROUPS = 6;

type RunRequest = Omit<CheckRequest, 'patience'>;

/** The program could not be run to the end. */
export class RunFailed extends Error {
  readonly finding: Finding;
  /** What the program printed last. */
  readonly output: string;

  constructor(finding: Finding, output: string) {
    super(finding.help);
    this.finding = finding;
    this.output = placesAsShown(output.trim());
  }
}

/**
 * Runs it once; `onSample` is given the recording as far as it is, again and again. Throws `RunFailed` where the program
 * does not start or does not stay, `CouldNotJudge` where its port is taken, and the reason of `signal` where that is aborted.
 */
export async function record(
  definition: RunDefinition,
  request: RunRequest,
  onSample: (recording: Recording) => void,
  signal: AbortSignal,
): Promise<Recording> {
  const session = new Session(definition, request, onSample, signal);
  const abort = (): void => void session.end();
  signal.addEventListener('abort', abort);
  try {
    signal.throwIfAborted();
    return await session.run(definition);
  } catch (error) {
    signal.throwIfAborted();
    throw session.explain(error);
  } finally {
    signal.removeEventListener('abort', abort);
    await session.end();
  }
}

class Session {
  readonly #settings: Omit<ServiceSettings, 'entry'>;
  readonly #services = new Services();
  readonly #watchdog = startWatchdog();
  readonly #onSample: (recording: Recording) => void;
  readonly #signal: AbortSignal;
  readonly #lookUp: string | null;
  #recording: Recording;
  #watched: Service | null = null;
  #sampling: Promise<void> = Promise.resolve();
  #over = false;

  constructor(
    { title, backend, lookUp }: RunDefinition,
    { lab, folder, labFolder, namesTheLine, seed }: RunRequest,
    onSample: (recording: Recording) => void,
    signal: AbortSignal,
  ) {
    this.#settings = {
      folder: resolve(folder),
      labFolder: resolve(labFolder),
      seed,
      patience: PATIENCE,
      ...(backend === 'probe' ? {} : { backend: 'clock' }),
    };
    this.#lookUp = namesTheLine ? null : (lookUp ?? null);
    this.#onSample = onSample;
    this.#signal = signal;
    this.#recording = {
      lab,
      title,
      seed,
      outcome: 'running',
      baseline: 0,
      peak: 0,
      after: 0,
      leaked: 0,
      samples: [],
      marks: [],
      groups: [],
      notes: [],
    };
  }

  async run({ play }: RunDefinition): Promise<Recording> {
    await play(this.#stage());
    const service = this.#watched;
    if (service === null) throw new Error('`play` has to call `stage.watch`: there is nothing to draw otherwise.');
    this.#mark('settle');
    await this.#calm();
    const { outcome } = await service.ask(
      'settle',
      { timeout: PATIENCE.settle, repeated: false, keep: [], held: {}, least: Number.MAX_SAFE_INTEGER },
      PATIENCE.settle + 10_000,
    );
    this.#over = true;
    await this.#sampling;
    this.#take(await service.ask('glance', null));
    this.#update({ outcome: outcome === 'plateau' || outcome === 'undecided' ? 'stuck' : outcome });
    if (outcome !== 'settled' && this.#lookUp !== null)
      this.#update({ notes: [...this.#recording.notes, say`Where they wait: ${this.#lookUp}`] });
    return this.#recording;
  }

  explain(error: unknown): unknown {
    const { last } = this.#services;
    if (!(error instanceof ServiceGone) || last === undefined) return error;
    return new RunFailed(whyGone(last, error.how), last.output.text);
  }

  async end(): Promise<void> {
    this.#over = true;
    await this.#services.end();
    await this.#watchdog.end();
  }

  #stage(): Stage {
    const { folder, labFolder, seed } = this.#settings;
    const spawn = (entry: string): Service => {
      this.#signal.throwIfAborted();
      const service = this.#services.start({ ...this.#settings, entry });
      if (service.tree !== null) this.#watchdog.watch(service.tree);
      return service;
    };
    return {
      folder,
      labFolder,
      random: new Random(seed),
      spawn,
      startService: async (entry = 'server.ts') => {
        const service = spawn(entry);
        const started = await startService(service, () => 1);
        if (started instanceof RunningService) return started;
        throw new RunFailed(started, service.output.text);
      },
      watch: (service) => this.#watch(service),
      pause: (ms) => sleep(ms, undefined, { signal: this.#signal }),
      note: (text) => this.#update({ notes: [...this.#recording.notes, text] }),
    };
  }

  async #watch(service: Service): Promise<void> {
    const { count } = await service.ask('baseline', null);
    this.#watched = service;
    this.#update({ baseline: count, peak: count, after: count });
    this.#sampling = this.#sample(service);
    await sleep(IDLE, undefined, { signal: this.#signal });
    this.#mark('load');
  }

  /** A program that is gone is told by who waits for it, not by the sampling. */
  async #sample(service: Service): Promise<void> {
    while (!this.#over && service.exit === null) {
      try {
        this.#take(await service.ask('glance', null));
      } catch (error) {
        if (error instanceof ServiceGone) return;
        throw error;
      }
      await sleep(SAMPLE_INTERVAL);
    }
  }

  #take({ ms, count, highest, leaked, groups }: Glance): void {
    const { peak, samples } = this.#recording;
    this.#update({
      after: count,
      leaked,
      peak: Math.max(peak, highest),
      samples: [...samples, [ms, highest]],
      groups: this.#groups(groups).slice(0, GROUPS),
    });
  }

  async #calm(): Promise<void> {
    const deadline = performance.now() + PATIENCE.settle;
    let since = performance.now();
    for (let last = this.#recording.after; performance.now() < Math.min(deadline, since + CALM); ) {
      await sleep(SAMPLE_INTERVAL);
      if (this.#recording.after === last) continue;
      last = this.#recording.after;
      since = performance.now();
    }
  }

  #mark(name: 'load' | 'settle'): void {
    const ms = this.#recording.samples.at(-1)?.[0] ?? 0;
    this.#update({ marks: [...this.#recording.marks, { ms, name }] });
  }

  #update(change: Partial<Recording>): void {
    this.#recording = { ...this.#recording, ...change };
    this.#onSample(this.#recording);
  }

  #groups(groups: readonly Group[]): RecordedGroup[] {
    if (this.#lookUp === null) return groups.map((group) => this.#group(group));
    return withoutPlaces(groups).map((group) => ({ ...group, where: '', source: '', stack: [] }));
  }

  #group({ count, wait, leaked, frames, function: task }: Group): RecordedGroup {
    const { file, line } = frames[0] ?? task;
    const stack = frames.map((frame) => ({ name: frame.name, where: `${this.#shown(frame.file)}:${frame.line}` }));
    return { count, wait, leaked, where: `${this.#shown(file)}:${line}`, source: sourceLine(file, line), stack };
  }

  /** Starter and solution stand in folders of their own; the learner knows their files by the paths of the lab. */
  #shown(file: string): string {
    const { folder, labFolder } = this.#settings;
    const path = relative(folder, file);
    return path.startsWith('..') ? shortPath(file) : `${shortPath(labFolder)}/${path.split(sep).join('/')}`;
  }
}

function sourceLine(file: string, line: number): string {
  try {
    return readFileSync(file, 'utf8').split('\n')[line - 1]?.trim() ?? '';
  } catch {
    return '';
  }
}
