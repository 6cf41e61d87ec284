// @ts-check
import { connect, createServer } from 'node:net';
import { say } from '../../language/say.mjs';
import { errorCode } from '../error-code.mjs';

const PATIENCE = 3000;

/**
 * Binds a port of 127.0.0.1 and reaches it: what every lab does.
 * @typedef {{ bound: string | null, reached: string | null }} Reading what stood against it; null: nothing
 */

/** @type {import('../types.ts').Check<Reading>} */
export const loopback = {
  title: say`loopback`,
  async measure() {
    const server = createServer((socket) => socket.end('here'));
    try {
      const port = await listen(server);
      return { bound: null, reached: await reach(port) };
    } catch (error) {
      return { bound: errorCode(error), reached: null };
    } finally {
      server.close();
    }
  },
  judge({ bound, reached }) {
    const fix = say`A firewall, VPN or sandbox forbids it: let \`node\` use 127.0.0.1, or pause it for the workshop.`;
    if (bound !== null) return { state: 'bad', text: say`no port of 127.0.0.1 can be opened (${bound})`, fix };
    if (reached !== null)
      return { state: 'bad', text: say`a port of 127.0.0.1 is open, but not reached (${reached})`, fix };
    return { state: 'ok', text: say`a port of 127.0.0.1 is opened and reached` };
  },
};

/**
 * @param {import('node:net').Server} server
 * @returns {Promise<number>}
 */
function listen(server) {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}

/**
 * @param {number} port
 * @returns {Promise<string | null>}
 */
function reach(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (/** @type {string | null} */ failure) => {
      socket.destroy();
      resolve(failure);
    };
    socket.setTimeout(PATIENCE, () => end(say`no answer`));
    socket.on('error', (error) => end(errorCode(error)));
    socket.on('data', () => end(null));
    socket.on('close', () => end(say`closed`));
  });
}
