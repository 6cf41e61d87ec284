/** CPU and heap profiles, which `@datadog/pprof` takes, where the application has it: an optional peer. */
import { setTimeout as wait } from 'node:timers/promises';
import { ProfilerBusyError, SamplerMissingError } from '../errors.ts';

/** What is used of `@datadog/pprof`. */
interface Sampler {
  time: {
    start(options: { intervalMicros: number; lineNumbers: boolean }): void;
    stop(): unknown;
    isStarted(): boolean;
  };
  heap: { start(intervalBytes: number, stackDepth: number): void; profile(): unknown };
  encode(profile: unknown): Promise<Buffer>;
}

export interface SampleOptions {
  /** For how long. */
  seconds: number;
  /** Ends it early: the promise is rejected with an `AbortError`. */
  signal?: AbortSignal;
}

const PACKAGE = '@datadog/pprof';
/** 100 a second, as in Go. */
const CPU_INTERVAL_MICROS = 10_000;
/** As in Go: about one sample for so many bytes. */
const HEAP_INTERVAL_BYTES = 512 * 1024;
const HEAP_STACK_DEPTH = 64;

let sampler: Promise<Sampler> | undefined;
let heapSampled = false;

/**
 * Where the program spends its time, as `profile.proto`, gzipped.
 * Rejected with a `SamplerMissingError`, or a `ProfilerBusyError` while another one is taken.
 */
export async function cpuProfile({ seconds, signal }: SampleOptions): Promise<Buffer> {
  const { time, encode } = await loadSampler();
  if (time.isStarted()) throw new ProfilerBusyError();
  time.start({ intervalMicros: CPU_INTERVAL_MICROS, lineNumbers: true });
  let profile: unknown;
  try {
    await pause(seconds, signal);
  } finally {
    profile = time.stop();
  }
  return encode(profile);
}

/**
 * What was allocated since sampling began and is still alive, as `profile.proto`, gzipped. The first call begins it, and
 * it goes on from then. With `seconds`, waits so long first. Rejected with a `SamplerMissingError`.
 */
export async function heapProfile({ seconds, signal }: SampleOptions): Promise<Buffer> {
  const { heap, encode } = await loadSampler();
  if (!heapSampled) {
    heapSampled = true;
    try {
      heap.start(HEAP_INTERVAL_BYTES, HEAP_STACK_DEPTH);
    } catch {
      // Somebody else has begun already, with other intervals; that profile serves as well.
    }
  }
  await pause(seconds, signal);
  return encode(heap.profile());
}

export function isHeapSampled(): boolean {
  return heapSampled;
}

async function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  await wait(seconds * 1000, undefined, signal === undefined ? {} : { signal });
}

function loadSampler(): Promise<Sampler> {
  sampler ??= load().catch((error: unknown) => {
    sampler = undefined;
    throw new SamplerMissingError(error);
  });
  return sampler;
}

async function load(): Promise<Sampler> {
  // A name that neither the compiler nor a bundler looks up: the peer need not be there.
  const name: string = PACKAGE;
  const loaded: { default?: unknown } = await import(/* webpackIgnore: true */ /* @vite-ignore */ name);
  if (!isSampler(loaded.default)) throw new Error('it has not the functions that are needed');
  return loaded.default;
}

function isSampler(value: unknown): value is Sampler {
  const { time, heap, encode }: Partial<Sampler> = Object(value);
  return [time?.start, time?.stop, time?.isStarted, heap?.start, heap?.profile, encode].every(
    (member) => typeof member === 'function',
  );
}
