/** Texts that would do something to a screen, if nobody tamed them. */
import { type Arbitrary, array, constantFrom, oneof, string } from 'fast-check';

/** Control characters, those that turn the direction of writing, invisible ones, and other ends of a line. */
export const WILD = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Sequences of terminals (titles, clipboard, C1), marks of direction, what has no width; and letters between them. */
const PIECES = [
  '\u001b]0;x\u0007',
  '\u001b]52;c;eA==\u0007',
  '\u009b31m',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u2028',
  '\u0000',
  '\r',
  'a',
];

export const wildText: Arbitrary<string> = oneof(
  string({ unit: 'binary', maxLength: 300 }),
  array(constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
);
