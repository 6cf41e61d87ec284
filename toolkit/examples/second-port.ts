/** The debug routes of each instance on a port of their own, for `taskscope fleet`: other machines reach it, with a token. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { debugRouter } from 'taskscope/http';

const { DEBUG_TOKEN = 'only-for-this-example' } = process.env;
const DEBUG_PORT = 0; // 6060 in a service: any free one, here

// #region port
const debug = createServer(debugRouter({ token: DEBUG_TOKEN }));
debug.listen(DEBUG_PORT);
// #endregion

await once(debug, 'listening');
const { port } = debug.address() as AddressInfo;
const ask = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
  const reply = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  return `${reply.status} ${(await reply.text()).split('\n')[0]}`;
};
const headers = { authorization: `Bearer ${DEBUG_TOKEN}` };
console.log('without the token:', await ask('/debug/pprof/goroutine?debug=1'));
console.log('with it:          ', await ask('/debug/pprof/goroutine?debug=1', headers));
console.log('nothing else:     ', await ask('/', headers));
debug.close();
