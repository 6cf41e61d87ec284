const { Channel, go } = require('taskscope');

/** Asks three, answers with two: the third sender waits for ever. */
exports.leaky = async function leaky(_request, response) {
  const results = new Channel();
  for (const source of [1, 2, 3]) {
    go(async function sender() {
      await null;
      await results.send(source); // the leak
    });
  }
  response.end(`${await results.receive()}${await results.receive()}`);
};

/** The same, with a place for each result. */
exports.healthy = async function healthy(_request, response) {
  const results = new Channel(3);
  for (const source of [1, 2, 3]) go(() => results.send(source));
  response.end(`${await results.receive()}${await results.receive()}`);
};

/** Takes its time after it has answered. */
exports.slow = async function slow(_request, response) {
  go(async function writesLog() {
    await new Promise((resolve) => setTimeout(resolve, 200).unref());
  });
  response.end('12');
};

exports.returnsPromise = async function returnsPromise(_request, response) {
  response.end('12');
  go(async () => new Promise(() => {}));
};
