// The same request on express, its client in the same process; nanoseconds a request.
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import express from 'express';
import { nanosecondsEach, print } from './processor.mjs';
import { query } from './query.mjs';

const app = express();
app.get('/query', async (_request, response) => {
  response.json(await query());
});
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
const agent = new Agent({ keepAlive: true, maxSockets: 10 });
const options = { host: '127.0.0.1', port: server.address().port, path: '/query', agent };

/** By callbacks: the client is no part of what is transformed. */
function ask(done) {
  get(options, (response) => {
    response.resume();
    response.on('end', done);
  });
}

function requests(times) {
  return new Promise((resolve) => {
    let asked = 0;
    let answered = 0;
    const next = () => {
      if (asked < times) {
        asked++;
        ask(() => {
          answered++;
          if (answered === times) resolve();
          else next();
        });
      }
    };
    for (let index = 0; index < 10; index++) next();
  });
}

const times = Number(process.argv[2]);
await requests(times);
print(await nanosecondsEach(times, requests));
agent.destroy();
server.close();
