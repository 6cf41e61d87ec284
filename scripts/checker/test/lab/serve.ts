/** What the services of these tests are made of. */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Serves what `answer` gives for the number that is asked for, as JSON. */
export function serve(answer: (n: number) => unknown, port = Number(process.env['PORT'])): void {
  const server = createServer(async (request, response) => {
    const n = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('n'));
    response.end(JSON.stringify(await answer(n)));
  });
  server.listen(port, process.env['HOST']);
  void idle();
}

/** A baseline that is not zero. */
async function idle(): Promise<never> {
  for (;;) await sleep(60_000, undefined, { ref: false });
}
