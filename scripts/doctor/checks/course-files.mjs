// @ts-check
import { say } from '../../language/say.mjs';
import { askPinned } from '../ask-pinned.mjs';

const SHOWN = 3;

/**
 * The state of the repository: files that were changed although they are not the learner's to edit.
 * @typedef {{ error: string | null, changed: string[] }} Reading
 */

/** @type {import('../types.ts').Check<Reading>} */
export const courseFiles = {
  title: say`course files`,
  measure: (root) => askPinned(root, 'scripts/doctor/measure/course-files.ts'),
  judge({ error, changed }) {
    if (error !== null) return { state: 'bad', text: say`the labs can not be read`, fix: error };
    const [first] = changed;
    if (first === undefined) return { state: 'ok', text: say`as they came` };
    const names = changed.slice(0, SHOWN).join(', ');
    const all = changed.length > SHOWN ? say`${names} and ${changed.length - SHOWN} more` : names;
    return {
      state: 'note',
      text: say`changed, though not yours to edit: ${all}`,
      fix: say`Have them back: git checkout ${changed.length > SHOWN ? 'labs solutions scripts' : changed.join(' ')}`,
    };
  },
};
