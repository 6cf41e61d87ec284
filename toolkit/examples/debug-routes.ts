/** The debug routes for operators elsewhere: who is on the list, and has the token. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, BlockList } from 'node:net';
import { debugRouter } from 'taskscope/http';

const { DEBUG_TOKEN = 'only-for-this-example' } = process.env;

// #region allow
/** Peers that may ask. What a proxy says in `X-Forwarded-For` anybody can say: the peer is who is connected. */
const operators = new BlockList();
operators.addSubnet('10.20.0.0', 16);
operators.addAddress('127.0.0.1');

const debug = debugRouter({
  token: DEBUG_TOKEN,
  allow: ({ socket: { remoteAddress = '', remoteFamily } }) =>
    operators.check(remoteAddress, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4'),
});
// #endregion

const server = createServer(debug).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const ask = async (headers: Record<string, string>): Promise<string> => {
  const reply = await fetch(`http://127.0.0.1:${port}/debug/pprof/goroutine?debug=1`, { headers });
  return `${reply.status} ${(await reply.text()).split('\n')[0]}`;
};
console.log('without the token:', await ask({}));
console.log('with it:          ', await ask({ authorization: `Bearer ${DEBUG_TOKEN}` }));
server.close();
