/** Saying no: an error that a route throws, and what becomes of it on the wire. */
import type { ErrorRequestHandler } from 'express';
import { z } from 'zod';
import type { Refusal } from '../protocol/learner.ts';
import { DatabaseError } from '../storage/database.ts';

const STATUS: { [code in Refusal['error']]: number } = {
  invalid: 400,
  token: 401,
  code: 403,
  forbidden: 403,
  missing: 404,
  ended: 410,
  large: 413,
  protocol: 426,
  'slow-down': 429,
  mistake: 500,
  unavailable: 503,
  full: 503,
};

export class Refused extends Error {
  readonly code: Refusal['error'];
  /** Seconds to wait before another try. */
  readonly retryAfter: number | null;

  constructor(code: Refusal['error'], message: string, retryAfter: number | null = null) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** `report` is told of mistakes of ours, and of nothing that others have sent. */
export function refusals(report: (error: unknown) => void): ErrorRequestHandler {
  return (error, _request, response, next) => {
    // A stream that is under way can only be cut off.
    if (response.headersSent) return next(error);
    const refused = asRefused(error);
    if (refused.code === 'mistake' || refused.code === 'unavailable') report(error);
    if (refused.retryAfter !== null) response.set('Retry-After', String(refused.retryAfter));
    response.status(STATUS[refused.code]).json({ error: refused.code, message: refused.message });
  };
}

function asRefused(error: unknown): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof z.ZodError) return new Refused('invalid', z.prettifyError(error).slice(0, 500));
  if (error instanceof DatabaseError) return new Refused('unavailable', 'The classroom can not store just now.', 5);
  // What express and its parser of bodies throw.
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413) return new Refused('large', 'This is more than a classroom takes.');
  if (typeof status === 'number' && status < 500) return new Refused('invalid', 'This request can not be read.');
  return new Refused('mistake', 'The classroom has made a mistake. Its terminal says more.');
}
