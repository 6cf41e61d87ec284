import { createServer } from 'node:http';
import { accept } from './orders';

createServer((request, response) => {
  if (request.url?.startsWith('/orders/')) void accept(request.url);
  response.end('on its way');
}).listen(process.env['PORT'] ?? 3000);
