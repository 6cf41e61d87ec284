/** The routes that are no profiles of tasks: of the processor, of the heap, of the process. */
import { ProfilerBusyError, SamplerMissingError } from '../errors.ts';
import { printable } from '../profile/printable.ts';
import { cpuProfile, heapProfile, isHeapSampled } from '../profile/sampler.ts';
import { registry } from '../registry/registry.ts';
import { checkPatience } from './parameters.ts';
import { download, Refusal, type Reply, text } from './reply.ts';
import type { Asked } from './route.ts';

const CPU_SECONDS = 30;
/** While nothing has been sampled yet, there is nothing to show. */
const FIRST_HEAP_SECONDS = 5;
const BODY_LIMIT = 2 ** 20;
const FAILED = 500;
const NOT_IMPLEMENTED = 501;

export async function cpu(asked: Asked): Promise<Reply> {
  return sampled('profile', asked, asked.seconds ?? CPU_SECONDS, cpuProfile);
}

export async function heap(asked: Asked): Promise<Reply> {
  return sampled('heap', asked, asked.seconds ?? (isHeapSampled() ? 0 : FIRST_HEAP_SECONDS), heapProfile);
}

/** The words that the process was started with, as they are in `/proc/PID/cmdline`. */
export function cmdline(): Reply {
  return text([process.execPath, ...process.execArgv, ...process.argv.slice(1)].join('\0'));
}

/**
 * The names of the addresses that a text profile has in place of names: `0x1+0x2`, in the query or the body. The place is
 * part of the name, since nothing else of it can be answered.
 */
export async function symbol({ request, query }: Asked): Promise<Reply> {
  const asked = request.method === 'POST' ? await readBody(request) : query;
  const names = asked.split('+').flatMap((word) => {
    const place = /^0x[0-9a-f]{1,12}$/i.test(word) ? registry.placeAt(Number(word)) : null;
    return place === null ? [] : [`${word} ${printable(`${place.name} ${place.file}:${place.line}`)}\n`];
  });
  // Go's number says only that names are known.
  return text(`num_symbols: 1\n${names.join('')}`);
}

async function sampled(
  name: 'profile' | 'heap',
  { debug, timeout, signal }: Asked,
  seconds: number,
  take: typeof cpuProfile,
): Promise<Reply> {
  if (debug !== 0)
    throw new Refusal(400, `\`${name}\` has a binary form only: ask without \`debug\`, with \`go tool pprof\`.`);
  checkPatience(seconds, timeout);
  try {
    return download(await take({ seconds, signal }), name);
  } catch (error) {
    if (error instanceof SamplerMissingError) throw new Refusal(NOT_IMPLEMENTED, error.message);
    if (error instanceof ProfilerBusyError) throw new Refusal(FAILED, error.message);
    throw error;
  }
}

async function readBody(request: Asked['request']): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('latin1')) {
    body += chunk;
    if (body.length > BODY_LIMIT) throw new Refusal(413, 'Ask for fewer addresses at a time: 1 MiB of them at most.');
  }
  return body;
}
