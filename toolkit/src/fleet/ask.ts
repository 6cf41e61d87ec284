/** One answer over HTTP: no redirect is followed, it may not be longer than a limit, and it has a deadline. */
export interface AskOptions {
  /** The value of the header, which goes to the very host that was asked. */
  authorization: string | undefined;
  /** Milliseconds for all of it. */
  deadline: number;
  /** Bytes. */
  limit: number;
  signal: AbortSignal;
}

/** Why there is no answer; the message ends a sentence that begins with who was asked. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** Throws a `NoAnswerError`. */
export async function ask(url: string, { authorization, deadline, limit, signal }: AskOptions): Promise<Buffer> {
  const late = AbortSignal.timeout(deadline);
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: authorization === undefined ? {} : { authorization },
      signal: AbortSignal.any([late, signal]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new NoAnswerError(refusalOf(response, authorization !== undefined));
    }
    return await readUpTo(limit, response);
  } catch (error) {
    if (error instanceof NoAnswerError) throw error;
    if (signal.aborted) throw new NoAnswerError('was not waited for');
    throw new NoAnswerError(late.aborted ? `no whole answer within ${deadline / 1000} s` : reasonOf(error));
  }
}

async function readUpTo(limit: number, { body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop gives the connection up, and with it what is still to come.
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > limit) throw new NoAnswerError(`its answer is over ${limit / 2 ** 20} MiB: cut, and not read`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refusalOf({ status, headers }: Response, withToken: boolean): string {
  const place = headers.get('location');
  if (status >= 300 && status < 400 && place !== null) return `leads to \`${place}\`, and is not followed`;
  if (status === 401 || status === 403) {
    return withToken
      ? `answers ${status}: the token is not the one that it wants`
      : `answers ${status}: it wants a token, in TASKSCOPE_AUTHORIZATION, or does not let this machine in`;
  }
  return status === 404 ? 'answers 404: it has no debug routes there' : `answers ${status}`;
}

function reasonOf(error: unknown): string {
  const { cause }: { cause?: unknown } = Object(error);
  const { code, message }: { code?: unknown; message?: unknown } = Object(cause ?? error);
  if (code === 'ECONNREFUSED') return 'nobody listens there';
  if (code === 'ENOTFOUND') return 'no such host';
  if (typeof code === 'string' && /CERT|SIGNATURE|ISSUER/.test(code)) {
    return `its certificate is not trusted (${code}): name the authority's file in NODE_EXTRA_CA_CERTS`;
  }
  return String(code ?? message);
}
