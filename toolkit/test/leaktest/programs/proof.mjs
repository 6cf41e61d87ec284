// The handler that three senders and two receivers make, its cure, and 800 ms of patience, alone and in a crowd. Prints the verdict on each.
import { inject } from 'light-my-request';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { Channel, go, taskCount } from 'taskscope';
import { check } from 'taskscope/leaktest';

function query(capacity) {
  return async function query(request, response) {
    const results = new Channel(capacity);
    for (const source of [1, 2, 3]) {
      go(async function sender() {
        await null;
        await results.send(source); /* the leak */
      });
    }
    response.end(`${await results.receive()}${await results.receive()}`);
  };
}

const waits = (ref) => async (request, response) => {
  go(async () => { await new Promise((resolve) => { const timer = setTimeout(resolve, 800); if (!ref) timer.unref(); }); });
  response.end('12');
};

async function verdict(handler) {
  const done = check('query');
  const { payload } = await inject(handler, '/query');
  const start = performance.now();
  const errors = await done().then(() => [], (error) => [error]);
  const ms = performance.now() - start;
  return { payload, ms, errors: errors.map(({ name, message, stack }) => ({ name, message, stack })) };
}

const leaky = await verdict(query(0));
const healthy = await verdict(query(3));
const patient = await verdict(waits(true));
const patientUnref = await verdict(waits(false));
// So many at the same time that they would do nothing else, did each of them collect by itself. A check reaches whoever
// called its test until the first `await`: none of them is called in another's.
let collections = 0;
const observer = new PerformanceObserver((list) => { for (const { detail } of list.getEntries()) if (detail.flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) collections++; });
observer.observe({ entryTypes: ['gc'] });
const crowd = await Promise.all(Array.from({ length: 300 }, async (_, index) => {
  await null;
  return verdict(waits(index % 2 === 0));
}));
const blamed = crowd.filter(({ errors }) => errors.length > 0).length;
process.stdout.write(JSON.stringify({ leaky, healthy, patient, patientUnref, blamed, collections, count: taskCount() }));
