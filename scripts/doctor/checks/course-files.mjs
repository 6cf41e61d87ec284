// @ts-check
import { askPinned } from '../ask-pinned.mjs';

const SHOWN = 3;

/**
 * The state of the repository: files that were changed although they are not the learner's to edit.
 * @typedef {{ error: string | null, changed: string[] }} Reading
 */

/** @type {import('../types.ts').Check<Reading>} */
export const courseFiles = {
  title: 'course files',
  measure: (root) => askPinned(root, 'scripts/doctor/measure/course-files.ts'),
  judge({ error, changed }) {
    if (error !== null) return { state: 'bad', text: 'the labs can not be read', fix: error };
    const [first] = changed;
    if (first === undefined) return { state: 'ok', text: 'as they came' };
    const more = changed.length > SHOWN ? ` and ${changed.length - SHOWN} more` : '';
    return {
      state: 'note',
      text: `changed, though not yours to edit: ${changed.slice(0, SHOWN).join(', ')}${more}`,
      fix: `Have them back: git checkout ${changed.length > SHOWN ? 'labs solutions scripts' : changed.join(' ')}`,
    };
  },
};
