/** Starts the service and ends it clean. Not to be edited. */
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Listens on `PORT` (0: any free one) and `HOST` (this machine only, unless it says otherwise). */
export function listen(server: Server): void {
  const host = process.env['HOST'] || '127.0.0.1';
  server.listen(Number(process.env['PORT'] ?? 3000), host, () => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : address;
    console.log(`The service is process ${process.pid}. Listening on http://${host}:${port}`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
      process.exit(0);
    });
  }
  void tidyUp();
}

/** The service's own task, which lives as long as the service: a healthy count is not zero. */
async function tidyUp(): Promise<never> {
  for (;;) await sleep(60_000, undefined, { ref: false });
}
