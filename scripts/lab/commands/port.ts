/** The port of a service that is started by hand. */
import { createServer } from 'node:net';
import { say } from '../../language/say.mjs';
import { UsageError } from '../context.ts';

const PORT = '3000';

/** As `PORT` says. Throws a `UsageError` where nothing can listen there. */
export async function askedPort(): Promise<string> {
  const port = process.env['PORT'] ?? PORT;
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    throw new UsageError(say`\`${port}\` is no port: choose another one with the environment variable \`PORT\`.`);
  if ((await listensAt(Number(port))) === null)
    throw new UsageError(
      say`Port ${port} is taken by another program: end it, or choose another one with the environment variable \`PORT\`.`,
    );
  return port;
}

/** The same, and for any free one (0) which that is: somebody else has to know it, too. */
export async function knownPort(): Promise<string> {
  const port = await askedPort();
  return port === '0' ? String(await listensAt(0)) : port;
}

/** The port that a server has got, on this machine; null where somebody listens there already. */
function listensAt(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE' ? null : port));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? port) : port));
    });
  });
}
