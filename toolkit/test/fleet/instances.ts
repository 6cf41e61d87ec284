/** Instances that never were: servers of profiles, and of what is none. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Place, profileOf } from './profiles.ts';

export class Instances {
  readonly #servers: Server[] = [];

  /** The address of the server. */
  async serve(listener: RequestListener, host = '127.0.0.1', server: Server = createServer(listener)): Promise<string> {
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const { port } = server.address() as AddressInfo;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** An instance with these tasks; the n-th answer is the n-th list, the last one from then on. */
  async instance(...answers: Place[][]): Promise<string> {
    const profiles = await Promise.all(answers.map(profileOf));
    let asked = 0;
    return this.serve((_request, response) => response.end(profiles[Math.min(asked++, profiles.length - 1)]));
  }

  /** An address at which nobody listens any more. */
  async closed(): Promise<string> {
    const address = await this.serve(() => {});
    const server = this.#servers.pop();
    await new Promise((resolve) => server?.close(resolve));
    return address;
  }

  close(): void {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}

/** Answers for as long as somebody reads. */
export function endless(_request: unknown, response: ServerResponse): void {
  const chunk = Buffer.alloc(2 ** 20);
  const go = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', go);
  go();
}
