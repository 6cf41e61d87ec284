/** Stands in for a classroom, and misbehaves on demand. The real one is tried in `scripts/classroom/test/`. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Events, Name, type Report, type Room } from '../../classroom/protocol/learner.ts';

export type Manner = 'well' | 'silent' | 'a page' | 'busy' | 'forgetful' | 'over';

const ROOM: Room = {
  name: 'anonymous otter',
  paused: false,
  ended: false,
  openLab: null,
  timer: null,
  line: null,
  released: [],
  hand: 'down',
};

export class FakeClassroom {
  manner: Manner = 'well';
  room = ROOM;
  /** What it has stored, in the order of its coming. */
  readonly reports: Report[] = [];
  readonly #server: Server;
  readonly #streams = new Set<ServerResponse>();

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async open(): Promise<FakeClassroom> {
    const classroom = new FakeClassroom();
    classroom.#server.listen(0, '127.0.0.1');
    await once(classroom.#server, 'listening');
    return classroom;
  }

  get address(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '';
  }

  get states(): string[] {
    return this.reports.map((report) =>
      report.kind === 'lab'
        ? report.state
        : `hand ${report.raised ? 'up' : 'down'}${report.question === null ? '' : `: ${report.question}`}`,
    );
  }

  say(change: Partial<Room>): void {
    this.room = { ...this.room, ...change };
    for (const stream of this.#streams) stream.write(this.#message());
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const answer = (status: number, value: unknown): void => void response.writeHead(status).end(JSON.stringify(value));
    switch (this.manner) {
      case 'silent':
        return;
      case 'a page':
        return void response.end('<html>Please sign in to the Wi-Fi</html>');
      case 'busy':
        return answer(503, { error: 'unavailable', message: 'The disk is full.' });
      case 'forgetful':
        // Stored, and the answer is lost on the way.
        if (request.url === '/api/learner/events') this.#store(body);
        return void request.socket.destroy();
      case 'over':
        return answer(410, { error: 'ended', message: 'This session has ended.' });
    }
    if (request.url === '/api/join') {
      return answer(200, { token: 'a-token', learner: 'l', session: 's', keptDays: 30, room: this.room });
    }
    if (request.headers.authorization !== 'Bearer a-token')
      return answer(401, { error: 'token', message: 'Who is it?' });
    if (request.url === '/api/learner/name') {
      this.room = { ...this.room, ...Name.parse(JSON.parse(body)) };
      return answer(200, this.room);
    }
    if (request.url === '/api/learner/leave') return answer(200, null);
    if (request.url === '/api/learner/stream') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(this.#message());
      this.#streams.add(response);
      return;
    }
    this.#store(body);
    answer(200, this.room);
  }

  #message(): string {
    return `event: room\ndata: ${JSON.stringify(this.room)}\n\n`;
  }

  #store(body: string): void {
    for (const report of Events.parse(JSON.parse(body)).events) {
      if (this.reports.some(({ id }) => id === report.id)) continue;
      this.reports.push(report);
      if (report.kind === 'hand') this.room = { ...this.room, hand: report.raised ? 'up' : 'down' };
    }
  }
}
