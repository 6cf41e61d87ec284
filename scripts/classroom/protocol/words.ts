/** The small forms that the other parts of the protocol are made of, with their limits. */
import { z } from 'zod';

/** Raised when an old client and a new server would misunderstand each other. */
export const PROTOCOL = 2;
/** Bytes of a request's body, at most. */
export const BODY_BYTES = 32 * 1024;
/** Letters of a learner's name, at most. */
export const NAME_LETTERS = 40;
/** Letters of a line to everybody, at most. */
export const LINE_LETTERS = 200;
/** Letters of the question that a raised hand may carry, at most. */
export const QUESTION_LETTERS = 120;
/** Learners of one session, where nothing else is said; and how many more one click lets in. */
export const SEATS = 300;
/** Learners of one session, whatever is said. */
export const MOST_SEATS = 5000;
/** Learners that are taken out by one request, at most. */
export const TOGETHER = 500;
/** Labs of a course, at most. */
export const LABS = 100;
/** Days after which a session is deleted. */
export const KEPT_DAYS = 30;
/** Port of a classroom, where nothing else is asked for. */
export const PORT = 4100;

/** Folder name of a lab: `02-leaky-query`. */
export const LabName = z.string().regex(/^\d\d-[a-z0-9-]{1,40}$/);
/** Id of a fact of a checker: `count-returns-to-baseline`. */
export const FactId = z.string().regex(/^[a-z0-9-]{1,60}$/);
/** A text of the course: whoever looks chooses the language. */
export const Spoken = z.object({ en: z.string(), 'zh-CN': z.string() });
export type Spoken = z.infer<typeof Spoken>;
/** Milliseconds since 1970, by the clock of the server. */
export const Moment = z.int().min(0);

/**
 * Text that a person wrote and others will see: control characters (and those that turn the direction of writing) are dropped,
 * white space becomes single spaces, and it is cut to `letters`. Who shows it still has to escape it.
 */
export function text(letters: number): z.ZodType<string> {
  return z
    .string()
    .max(10_000)
    .transform((raw) =>
      [
        ...raw
          .replace(/\s+/g, ' ')
          .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
          .trim(),
      ]
        .slice(0, letters)
        .join(''),
    );
}

/** A code as somebody types it: `k7m 3qx` is `K7M3QX`. */
export const Code = z
  .string()
  .max(40)
  .transform((raw) => raw.toUpperCase().replace(/[^A-Z0-9]/g, ''));
