// A small service that knows nothing of taskscope, with so many async functions suspended. It prints a line, and ends with its input.
import { createServer } from 'node:http';

const waiting = [];

async function backend() {
  await new Promise((resolve) => waiting.push(resolve));
}

for (let count = Number(process.argv[2]); count > 0; count--) backend();
const server = createServer((_request, response) => response.end('ok'));
server.listen(0, '127.0.0.1', () => console.log(process.pid));
process.stdin.on('end', () => process.exit()).resume();
