// @ts-check
import { createServer } from 'node:net';
import { say } from '../../language/say.mjs';
import { errorCode } from '../error-code.mjs';

/**
 * The port of `npm run lab N start`; the checks take any that is free.
 * @typedef {{ port: string, failure: string | null }} Reading
 */

/** @type {import('../types.ts').Check<Reading>} */
export const port = {
  title: say`port`,
  async measure() {
    const wanted = process.env.PORT ?? '3000';
    return { port: wanted, failure: await bind(Number(wanted)) };
  },
  judge({ port: wanted, failure }) {
    if (failure === null) return { state: 'ok', text: say`${wanted} is free for \`npm run lab N start\`` };
    if (failure === 'EADDRINUSE')
      return {
        state: 'note',
        text: say`${wanted} is taken by another program`,
        fix: say`End that program, or choose another port by the variable PORT. Checks are not touched by it.`,
      };
    return {
      state: 'note',
      text: say`${wanted} can't be used (${failure})`,
      fix: say`Choose a port from 1024 to 65535 by the variable PORT, as 3001.`,
    };
  },
};

/**
 * @param {number} number
 * @returns {Promise<string | null>}
 */
function bind(number) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error) => resolve(errorCode(error)));
    try {
      server.listen(number, '127.0.0.1', () => server.close(() => resolve(null)));
    } catch (error) {
      // No port has such a number.
      resolve(errorCode(error));
    }
  });
}
