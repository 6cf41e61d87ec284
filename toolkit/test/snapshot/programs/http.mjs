/** A plain service: a handler that waits for its client, and one that waits for a list. */
import { createServer, request } from 'node:http';

const audience = new Set();
async function listen(response) {
  await new Promise((resolve) => audience.add({ resolve, response })); // suspended 3 listen: variable audience: Set
}
async function upload(message) {
  for await (const piece of message) console.log(piece); // suspended 1 upload: IncomingMessage
}

let uploads = 0;
const server = createServer(async (message, response) => {
  if (message.method === 'POST') {
    uploads++;
    await upload(message); // suspended 4 (anonymous) among 2: async
  } else {
    await listen(response);
  }
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  for (let count = 0; count < 3; count++) request({ port, host: '127.0.0.1' }).end();
  // It has said that more is to come.
  request({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': 9 } }).flushHeaders();
  const look = () => (audience.size === 3 && uploads === 1 ? process.emit('ready') : setImmediate(look));
  look();
});
