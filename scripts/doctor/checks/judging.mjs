// @ts-check
import { say } from '../../language/say.mjs';
import { askPinned } from '../ask-pinned.mjs';

/** Milliseconds. On a laptop it is less than one second. */
const SLOW = 5000;

/**
 * The whole way once: a lab's solution is judged, which has to pass.
 * @typedef {{ lab: string, outcome: string, reason: string, ms: number }} Reading
 */

/** @type {import('../types.ts').Check<Reading>} */
export const judging = {
  title: say`a whole check`,
  measure: (root) => askPinned(root, 'scripts/doctor/measure/judging.ts'),
  judge({ lab, outcome, reason, ms }) {
    const time = say`${(ms / 1000).toFixed(1)} s`;
    if (outcome !== 'pass')
      return {
        state: 'bad',
        text: say`the solution of \`${lab}\` does not pass here: ${reason}`,
        fix: say`Fix what is above, and ask again. If nothing is, paste the text below into a question.`,
      };
    return ms < SLOW
      ? { state: 'ok', text: say`the solution of \`${lab}\` passes in ${time}` }
      : {
          state: 'note',
          text: say`the solution of \`${lab}\` passes, slowly: ${time}`,
          fix: say`End what keeps this machine busy.`,
        };
  },
};
