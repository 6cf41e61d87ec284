/** The debug routes on a listener of their own, which no proxy in front of the service reaches. */
import { debugServer } from 'taskscope/http';

// #region server
const debug = await debugServer({ port: 0 }); // without a port: 6060
// #endregion

const reply = await fetch(`${debug.address}goroutine?debug=1`);
console.log(reply.status, (await reply.text()).split('\n')[0]);
const proxied = await fetch(`${debug.address}goroutine?debug=1`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
console.log(proxied.status, (await proxied.text()).trim());
await debug.close();
