/** A service on Express whose handler waits for what never comes. */
import express from 'express';

const channels = new Map();
async function receive(id) {
  await new Promise((resolve) => channels.set(id, { receivers: [resolve] })); // suspended 7 receive: variable channels: Map
}

const app = express();
app.get('/query', async (request, response) => {
  await receive(request.query.id); // suspended 7 (anonymous): async receive
  response.end();
});
const server = app.listen(0, '127.0.0.1', async () => {
  const asked = [];
  for (let id = 0; id < 7; id++) asked.push(fetch(`http://127.0.0.1:${server.address().port}/query?id=${id}`));
  const look = () => (channels.size === 7 ? process.emit('ready') : setImmediate(look));
  look();
});
