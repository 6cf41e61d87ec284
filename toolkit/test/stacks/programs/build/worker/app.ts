import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./worker.ts', import.meta.url));

createServer((request, response) => {
  if (request.url?.startsWith('/orders/')) worker.postMessage(request.url);
  response.end('on its way');
}).listen(process.env['PORT'] ?? 3000);
