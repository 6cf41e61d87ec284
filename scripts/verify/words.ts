/** What is typed after `npm run verify`, in any order: names of labs, and what to do with them. */
import type { Lab } from '../course/course.ts';
import { findLab } from '../course/find-lab.ts';

export interface VerifyRequest {
  /** Those that are named; all of them where none is. */
  labs: Lab[];
  /** Only one of each kind: of the right fixes of a lab, and of its wrong ones. */
  short: boolean;
  /** Writes down anew what learners are told. */
  record: boolean;
  /** How often everything is judged; null where that is not asked for. */
  repeat: number | null;
  /** All cores are kept busy meanwhile. */
  load: boolean;
  /** How many random kills; null where they are not asked for. */
  kills: number | null;
  /** That of the first repeat, of the kills, or of everything that is judged. */
  seed: number | null;
}

const MOST = 1000;
const LARGEST_SEED = 2 ** 31 - 1;

/** The request, or what is wrong with the words and what to do about it. */
export function understand(course: readonly Lab[], words: readonly string[]): VerifyRequest | string {
  const request: VerifyRequest = {
    labs: [],
    short: false,
    record: false,
    repeat: null,
    load: false,
    kills: null,
    seed: null,
  };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === 'short' || word === 'record' || word === 'load') request[word] = true;
    else if (word === 'repeat' || word === 'kills' || word === 'seed') {
      const number = wholeNumber(rest.shift(), word === 'seed' ? LARGEST_SEED : MOST);
      if (number === null) return `After \`${word}\` comes a number, as in \`npm run verify ${word} 20\`.`;
      request[word] = number;
    } else {
      const lab = findLab(course, word);
      if (Array.isArray(lab))
        return `There is no lab \`${word}\`. ${course.map(({ name }) => `\`${name}\``).join(', ')} are there.`;
      request.labs.push(lab);
    }
  }
  const { short, record, repeat, load, kills } = request;
  if (record && short) return 'What is recorded is all of a lab: leave `short` out.';
  if (record && (repeat !== null || load)) return 'What is recorded is judged once, and on a calm machine.';
  if (kills !== null && (record || repeat !== null)) return '`kills` goes alone, or with `load` and `seed`.';
  if (request.labs.length === 0) request.labs.push(...course);
  return request;
}

function wholeNumber(word: string | undefined, most: number): number | null {
  const number = /^\d+$/.test(word ?? '') ? Number(word) : 0;
  return number > 0 && number <= most ? number : null;
}
