/** A service on Fastify whose handler waits for what never comes. */
import fastify from 'fastify';

const seats = new Map();
async function take(id) {
  await new Promise((resolve) => seats.set(id, { resolve })); // suspended 5 take: variable seats: Map
}

const app = fastify();
app.get('/seats/:id', async (request) => {
  await take(request.params.id); // suspended 5 (anonymous): async take
  return 'yours';
});
const { address, port } = await app.listen({ port: 0, host: '127.0.0.1' }).then(() => app.server.address());
for (let id = 0; id < 5; id++) fetch(`http://${address}:${port}/seats/${id}`);
const look = () => (seats.size === 5 ? process.emit('ready') : setImmediate(look));
look();
