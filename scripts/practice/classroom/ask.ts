/** Asking a classroom: what comes back is looked through, for it may be anything that listens at that address. */
import type { z } from 'zod';
import { Refusal, Room } from '../../classroom/protocol/learner.ts';

/** Milliseconds without an answer, after which nobody is there. */
export const PATIENCE = 5000;
/** The classroom says every 15 s that it is still there. */
const SILENCE = 45_000;
/** Letters of one answer, or of one message of a stream, at most. */
const MESSAGE = 64 * 1024;
/** What the line of a message begins with that has the room. */
const DATA = 'data: ';
/** Milliseconds. Nobody is told to wait for longer: a timer that is set too far ahead goes off at once. */
const LONGEST = 600_000;

/** The classroom answered, and said no. */
export class RefusedError extends Error {
  readonly code: z.infer<typeof Refusal>['error'];
  /** Milliseconds to wait, where it says so. */
  readonly retryAfter: number | null;

  constructor({ error, message }: z.infer<typeof Refusal>, retryAfter: number | null) {
    super(message);
    this.code = error;
    this.retryAfter = retryAfter;
  }
}

/** No answer, or one that makes no sense. */
export class UnreachableError extends Error {}

interface Question {
  url: string;
  path: string;
  token: string | null;
  signal?: AbortSignal;
}

/** Throws a `RefusedError`, an `UnreachableError`. */
export async function post<T>(question: Question, body: unknown, form: z.ZodType<T>): Promise<T> {
  try {
    const response = await send(
      question,
      { method: 'POST', body: JSON.stringify(body) },
      AbortSignal.timeout(PATIENCE),
    );
    const text = response.status === 204 ? 'null' : await shortText(response);
    return form.parse(JSON.parse(text));
  } catch (error) {
    throw error instanceof RefusedError ? error : new UnreachableError('no answer of a classroom', { cause: error });
  }
}

/** What the stream says of the room, until it ends. Throws as `post`. */
export async function* rooms(question: Question): AsyncGenerator<Room> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), PATIENCE);
  try {
    const { body } = await send(question, {}, silence.signal);
    if (body === null) return;
    let text = '';
    for await (const piece of body.pipeThrough(new TextDecoderStream())) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE);
      const heard = roomsIn(text + piece);
      text = heard.rest;
      if (text.length > MESSAGE) throw new UnreachableError('too long a message');
      yield* heard.rooms;
    }
  } catch (error) {
    throw error instanceof RefusedError ? error : new UnreachableError('the stream broke off', { cause: error });
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

/** The rooms of the messages that are whole, and what comes after them. Throws where a message is no room. */
export function roomsIn(text: string): { rooms: Room[]; rest: string } {
  const messages = text.split('\n\n');
  const rest = messages.pop() ?? '';
  const rooms = messages.flatMap((message) => {
    // By `\n` alone: to a pattern, other characters end a line, too, and JSON leaves them as they are.
    const data = message.split('\n').find((line) => line.startsWith(DATA));
    return data === undefined ? [] : [Room.parse(JSON.parse(data.slice(DATA.length)))];
  });
  return { rooms, rest };
}

/** Null where a body is no refusal. */
export function refusalIn(text: string): z.infer<typeof Refusal> | null {
  try {
    return Refusal.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Milliseconds that `Retry-After` asks for; null where it asks for none that makes sense. */
export function waitOf(header: string | null): number | null {
  const seconds = Number(header);
  return seconds > 0 ? Math.min(seconds * 1000, LONGEST) : null;
}

/** Throws where it is longer than any answer of a classroom. */
async function shortText({ body }: Response): Promise<string> {
  let text = '';
  for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece;
    if (text.length > MESSAGE) throw new UnreachableError('too long a message');
  }
  return text;
}

async function send(
  { url, path, token, signal }: Question,
  init: RequestInit,
  patience: AbortSignal,
): Promise<Response> {
  const response = await fetch(new URL(path, url), {
    ...init,
    headers: {
      ...(init.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    },
    // A token goes where it was meant to, and nowhere else.
    redirect: 'error',
    signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
  });
  if (response.ok) return response;
  const refusal = refusalIn(await shortText(response).catch(() => ''));
  if (refusal !== null) throw new RefusedError(refusal, waitOf(response.headers.get('Retry-After')));
  throw new UnreachableError(`status ${response.status}`);
}

/** `192.168.1.5:4100`, also as somebody copies it: `http://192.168.1.5:4100/#K7M3QX`. Null where it is no address. */
export function classroomUrl(address: string, port: number): string | null {
  try {
    const url = new URL(/^https?:\/\//i.test(address) ? address : `http://${address}`);
    if (url.port === '' && url.protocol === 'http:' && !/:80\/?$/.test(address)) url.port = String(port);
    return url.hostname === '' ? null : url.origin;
  } catch {
    return null;
  }
}
