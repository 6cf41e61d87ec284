/** The parameters of a route, checked. What is wrong is refused with 400 and what to write. */
import { Refusal } from './reply.ts';

const LONGEST = 3600;

export interface Parameters {
  /** 0: binary; 1: text, by group; 2: text, by task. */
  debug: 0 | 1 | 2;
  /** For how long to look, or null where nobody asked. */
  seconds: number | null;
}

export function readParameters(query: URLSearchParams): Parameters {
  return { debug: readDebug(query.get('debug')), seconds: readSeconds(query.get('seconds')) };
}

/** A server that ends a silent connection after `timeout` milliseconds (0: never) would end this one as well. */
export function checkPatience(seconds: number, timeout: number | undefined): void {
  if (timeout === undefined || timeout === 0 || seconds * 1000 < timeout) return;
  throw new Refusal(
    400,
    `\`seconds\` is ${seconds}, but this server ends a connection on which nothing is said for ${timeout} ms: ask for less, or raise \`server.timeout\`.`,
  );
}

function readDebug(text: string | null): Parameters['debug'] {
  switch (text) {
    case null:
    case '':
    case '0':
      return 0;
    case '1':
      return 1;
    case '2':
      return 2;
    default:
      throw new Refusal(400, '`debug` must be 0 (binary, for `go tool pprof`), 1 (text by group) or 2 (text by task).');
  }
}

function readSeconds(text: string | null): Parameters['seconds'] {
  if (text === null || text === '') return null;
  const seconds = Number(text);
  if (/^\d{1,4}$/.test(text) && seconds >= 1 && seconds <= LONGEST) return seconds;
  throw new Refusal(400, `\`seconds\` must be a whole number from 1 to ${LONGEST}.`);
}
