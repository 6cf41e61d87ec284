import { readFile } from 'node:fs/promises';
import { ask, NoAnswerError } from '../../fleet/ask.ts';
import { FleetError } from '../../fleet/errors.ts';
import { profileUrl, prometheusUrl, targetsInFile, targetsOfPrometheus } from '../../fleet/targets.ts';
import { type Fleet, watchFleet } from '../../fleet/watch.ts';
import { renderFleet, renderFleetMarkdown } from '../render/fleet.ts';
import type { Context } from './context.ts';

export interface FleetOptions {
  prometheus?: string;
  job?: string;
  port?: number;
  file?: string;
  fetches?: number;
  seconds?: number;
  timeout: number;
  failOnGrowth?: boolean;
  json?: boolean;
  markdown?: boolean;
}

const SECONDS = 10;
const LEAKED = 1;
const TOO_FEW = 2;
const INTERRUPTED = 130;
const LIST_LIMIT = 64 * 2 ** 20;

/**
 * The places where the tasks of many instances gather. Resolves to the exit status: 1 where leaks are proven, or, if asked
 * for, where a place grows; 2 where fewer than half of the instances answered. Throws a `FleetError`.
 */
export async function fleet(
  { write, width, environment, interrupted }: Context,
  words: readonly string[],
  options: FleetOptions,
): Promise<number> {
  const signal = interrupted();
  const urls = await targets(words, options, { environment, signal });
  const { fetches = options.seconds === undefined ? 1 : 2, seconds = SECONDS, timeout } = options;
  const authorization = headerIn(environment, 'TASKSCOPE_AUTHORIZATION');
  const found = await watchFleet(urls, { fetches, seconds, authorization, deadline: timeout * 1000, signal });
  await write(
    options.json
      ? `${JSON.stringify(found, null, 2)}\n`
      : options.markdown
        ? renderFleetMarkdown(found)
        : renderFleet(found, width),
  );
  return statusOf(found, options.failOnGrowth ?? false);
}

function statusOf({ leaked, places, answered, asked, interrupted }: Fleet, failOnGrowth: boolean): number {
  if (interrupted) return INTERRUPTED;
  // What is proven stays proven, however few have answered.
  if (leaked > 0) return LEAKED;
  if (answered * 2 < asked) return TOO_FEW;
  return failOnGrowth && places.some(({ trend }) => trend === 'growing') ? LEAKED : 0;
}

interface Around {
  environment: Context['environment'];
  signal: AbortSignal;
}

/** The addresses of the profiles, each once. */
async function targets(words: readonly string[], options: FleetOptions, around: Around): Promise<string[]> {
  const { prometheus, file } = options;
  const ways = [words.length > 0, prometheus !== undefined, file !== undefined].filter(Boolean).length;
  if (ways !== 1) {
    throw new FleetError(
      'Say which instances: `taskscope fleet URL…`, or `--prometheus URL`, or `--file targets.json`.',
    );
  }
  const given =
    prometheus !== undefined
      ? await fromPrometheus(prometheus, options, around)
      : file !== undefined
        ? targetsInFile(await textOf(file), file)
        : words;
  if (given.length === 0) throw new FleetError(`\`${file}\` names no instance.`);
  return [...new Set(given.map(profileUrl))];
}

async function fromPrometheus(word: string, options: FleetOptions, { environment, signal }: Around): Promise<string[]> {
  const url = prometheusUrl(word);
  const authorization = headerIn(environment, 'TASKSCOPE_PROMETHEUS_AUTHORIZATION');
  try {
    const answer = await ask(url, { authorization, deadline: options.timeout * 1000, limit: LIST_LIMIT, signal });
    return targetsOfPrometheus(answer.toString('utf8'), { from: word, job: options.job, port: options.port });
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    throw new FleetError(`The Prometheus at \`${word}\`: ${error.message}.`);
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new FleetError(`\`${file}\` can't be read (${code}): give the path of a list of targets.`);
  }
}

function headerIn(environment: Context['environment'], name: string): string | undefined {
  const value = environment[name];
  if (value !== undefined && !/^[\x20-\x7e]+$/.test(value)) {
    throw new FleetError(`${name} can't be a header: set it to one line, such as \`Bearer TOKEN\`.`);
  }
  return value;
}
