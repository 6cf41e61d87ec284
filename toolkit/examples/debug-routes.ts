/** The debug routes for operators elsewhere: who is on the list, and has the token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, BlockList } from 'node:net';
import { debugRouter } from 'taskscope/http';

const { DEBUG_TOKEN = 'only-for-this-example' } = process.env;

// #region allow
/** Peers that may ask. What a proxy says in `X-Forwarded-For` anybody can say: the peer is who is connected. */
const operators = new BlockList();
operators.addSubnet('10.20.0.0', 16);
operators.addAddress('127.0.0.1');

function allow({ socket, headers }: IncomingMessage): boolean {
  const { remoteAddress = '', remoteFamily } = socket;
  if (!operators.check(remoteAddress, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4')) return false;
  return same(headers.authorization ?? '', `Bearer ${DEBUG_TOKEN}`);
}

/** Takes as long whatever is wrong: the time tells nothing of the token. */
function same(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** On a port of its own: what the world reaches has no debug routes at all. */
const server = createServer(debugRouter({ allow }));
// #endregion

server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const ask = async (headers: Record<string, string>): Promise<string> => {
  const reply = await fetch(`http://127.0.0.1:${port}/debug/pprof/goroutine?debug=1`, { headers });
  return `${reply.status} ${(await reply.text()).split('\n')[0]}`;
};
const fromAfar = { 'x-forwarded-for': '10.20.0.7' };
console.log('on this machine:', await ask({}));
console.log('from elsewhere: ', await ask(fromAfar));
console.log('with the token: ', await ask({ ...fromAfar, authorization: `Bearer ${DEBUG_TOKEN}` }));
server.close();
