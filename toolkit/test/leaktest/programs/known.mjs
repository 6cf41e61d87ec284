// Two waits that a collection ends for ever, whoever asks for it. Prints how each comes out, with a collection and without.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { aborted } from 'node:util';
import { collect } from 'taskscope';
import { check } from 'taskscope/leaktest';

const waits = {
  async nestedAny() { const controller = new AbortController(); setTimeout(() => controller.abort(), 200); await once(AbortSignal.any([AbortSignal.any([controller.signal])]), 'abort'); },
  async abortedUnkept() { const controller = new AbortController(); setTimeout(() => controller.abort(), 200); await aborted(controller.signal, {}); },
};

const results = {};
for (const [name, wait] of Object.entries(waits)) {
  let state = 'pending';
  void wait().then(() => { state = 'finished'; });
  await sleep(400);
  const untouched = state;
  state = 'pending';
  const done = check(name);
  void wait().then(() => { state = 'finished'; });
  await collect();
  const verdict = await done().then(() => 'clean', ({ message }) => message.split(':')[0]);
  await sleep(400);
  results[name] = { untouched, collected: state, verdict };
}
process.stdout.write(JSON.stringify(results));
