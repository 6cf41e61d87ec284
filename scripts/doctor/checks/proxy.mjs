// @ts-check
import { say } from '../../language/say.mjs';

/** Values are never read out: they may hold a password. */
const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'npm_config_proxy', 'npm_config_https_proxy'];

/**
 * @typedef {{ set: string[], direct: string }} Reading the names that are set; hosts that are reached without it
 */

/** @type {import('../types.ts').Check<Reading>} */
export const proxy = {
  title: say`proxy`,
  measure() {
    const value = (/** @type {string} */ name) => process.env[name] ?? process.env[name.toLowerCase()] ?? '';
    return { set: NAMES.filter((name) => value(name) !== ''), direct: value('NO_PROXY') };
  },
  judge({ set, direct }) {
    if (set.length === 0) return { state: 'ok', text: say`none is set` };
    const hosts = direct.split(',').map((host) => host.trim());
    if (hosts.includes('*') || (hosts.includes('localhost') && hosts.includes('127.0.0.1')))
      return { state: 'ok', text: say`${set.join(', ')}; this machine is reached without it` };
    return {
      state: 'note',
      text: say`${set.join(', ')}, also for this machine`,
      fix: say`Add \`localhost,127.0.0.1\` to NO_PROXY: else \`curl localhost:3000\` asks the proxy.`,
    };
  },
};
