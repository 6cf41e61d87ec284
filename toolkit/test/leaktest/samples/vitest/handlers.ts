import type { IncomingMessage, ServerResponse } from 'node:http';
import { Channel, go } from 'taskscope';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Asks three, answers with two: the third sender waits for ever. */
export const leaky: Handler = async function leaky(_request, response) {
  const results = new Channel<number>();
  for (const source of [1, 2, 3]) {
    go(async function sender() {
      await null;
      await results.send(source); // the leak
    });
  }
  response.end(`${await results.receive()}${await results.receive()}`);
};

/** The same, with a place for each result. */
export const healthy: Handler = async function healthy(_request, response) {
  const results = new Channel<number>(3);
  for (const source of [1, 2, 3]) go(() => results.send(source));
  response.end(`${await results.receive()}${await results.receive()}`);
};

/** Leaks only where it fails. */
export const leakyOnError: Handler = async function leakyOnError(request, response) {
  const results = new Channel<string>();
  go(async function reader() {
    for await (const each of results) response.write(each); // the leak on the error path
  });
  if (request.url === '/fail') {
    response.statusCode = 500;
    response.end();
    return;
  }
  await results.send('12');
  results.close();
  response.end();
};

/** Takes its time after it has answered. */
export const slow: Handler = async function slow(_request, response) {
  go(async function writesLog() {
    await new Promise((resolve) => setTimeout(resolve, 200).unref());
  });
  response.end('12');
};
