/** Asking a classroom: what comes back is looked through, for it may be anything that listens at that address. */
import type { z } from 'zod';
import { Refusal, Room } from '../../classroom/protocol/learner.ts';

/** Milliseconds without an answer, after which nobody is there. */
export const PATIENCE = 5000;
/** The classroom says every 15 s that it is still there. */
const SILENCE = 45_000;
/** Letters of one message of a stream, at most. */
const MESSAGE = 64 * 1024;

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
    const text = response.status === 204 ? 'null' : await response.text();
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
      text += piece;
      if (text.length > MESSAGE) throw new UnreachableError('too long a message');
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) {
        const [, data] = /^data: (.*)$/m.exec(message) ?? [];
        if (data !== undefined) yield Room.parse(JSON.parse(data));
      }
    }
  } catch (error) {
    throw error instanceof RefusedError ? error : new UnreachableError('the stream broke off', { cause: error });
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
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
  const refusal = Refusal.safeParse(await response.json().catch(() => null));
  const seconds = Number(response.headers.get('Retry-After'));
  if (refusal.success) throw new RefusedError(refusal.data, seconds > 0 ? seconds * 1000 : null);
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
