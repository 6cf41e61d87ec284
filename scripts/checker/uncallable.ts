/** What is said where a function that the learner exports could not be called, or threw. */
import type { CheckContext } from './check.ts';
import type { Finding } from './facts.ts';
import { placeInText } from './place.ts';
import { syntaxError } from './service/syntax-error.ts';

/** `error`: as the probe tells it, with its stack. A file that can't be read is told as that; for all else there is `help`. */
export function uncallable(
  { folder, labFolder }: Pick<CheckContext, 'folder' | 'labFolder'>,
  error: string,
  expected: string,
  help: string,
): Finding {
  const own = [folder, labFolder];
  const unreadable = syntaxError(error);
  if (unreadable !== null) {
    const { actual, help, place } = unreadable;
    return { expected, actual, help, where: placeInText(place, own) ?? place };
  }
  return { expected, actual: error.split('\n    at ')[0], where: placeInText(error, own), help };
}
