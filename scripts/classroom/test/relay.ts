/** The network between a learner and a classroom: it can be cut, fall silent without a word, and lead to another server. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class Relay {
  /** The port of the classroom behind it; null where none is there. */
  target: number | null = null;
  readonly #server: Server;
  readonly #open = new Set<{ near: Socket; far: Socket }>();

  private constructor() {
    this.#server = createServer((near) => this.#admit(near));
  }

  static async open(): Promise<Relay> {
    const relay = new Relay();
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  /** What learners are told: `127.0.0.1:4100`. */
  get address(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '';
  }

  /** As a cable that is pulled, where both ends notice. */
  cut(): void {
    for (const { near, far } of this.#open) {
      near.destroy();
      far.destroy();
    }
  }

  /** What is open now stays open, and nothing comes through any more: as behind a router that has forgotten it. New ones work. */
  fallSilent(): void {
    for (const { near, far } of this.#open) {
      near.unpipe(far);
      far.unpipe(near);
      far.destroy();
    }
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #admit(near: Socket): void {
    near.on('error', () => {});
    if (this.target === null) {
      near.destroy();
      return;
    }
    const far = connect(this.target, '127.0.0.1');
    const pair = { near, far };
    this.#open.add(pair);
    far.on('error', () => near.destroy());
    near.pipe(far);
    far.pipe(near);
    near.on('close', () => {
      this.#open.delete(pair);
      far.destroy();
    });
  }
}
