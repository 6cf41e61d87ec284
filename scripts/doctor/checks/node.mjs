// @ts-check
import { say } from '../../language/say.mjs';
/**
 * This machine's own Node, which runs npm and the installation; the labs run on the pinned one.
 * @typedef {{ version: string, options: boolean }} Reading
 */

/** @type {import('../types.ts').Check<Reading>} */
export const node = {
  title: 'Node',
  measure() {
    // npm puts the pinned one first in the path: once it is installed, it starts the commands, too.
    const [, own] = / node\/v(\S+)/.exec(process.env.npm_config_user_agent ?? '') ?? [];
    return { version: own ?? process.versions.node, options: Boolean(process.env.NODE_OPTIONS) };
  },
  judge({ version, options }) {
    const text = `v${version}`;
    if (Number(version.split('.')[0]) < 20)
      return { state: 'bad', text, fix: say`Get Node 20 or newer: https://nodejs.org, or \`nvm install 24\`.` };
    if (options)
      return {
        state: 'note',
        text: say`${text}; NODE_OPTIONS is set`,
        fix: say`Where a lab behaves oddly, unset NODE_OPTIONS: it changes every Node that is started.`,
      };
    return { state: 'ok', text };
  },
};
