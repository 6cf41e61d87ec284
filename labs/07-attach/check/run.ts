/** What `npm run lab 7 run` shows: clients that leave before their parcel is found. */
import { type RunDefinition, say } from '../../../scripts/checker/index.ts';

const CLIENTS = 200;
/** Milliseconds from one to the next, and in which a client loses its patience. */
const PAUSE = 15;
const IMPATIENCE = 80;

/** What shows where tasks wait: to ask for it is what this lab teaches. */
export const lookUp = say`Ask the process from outside, while it runs: \`npx taskscope attach PID\`, or \`snapshot FILE\`.`;

export const run: RunDefinition = {
  lookUp,
  title: say`${CLIENTS} clients that come and leave`,
  async play(stage) {
    const { service, client } = await stage.startService();
    await stage.watch(service);
    for (let index = 0; index < CLIENTS; index++) {
      const stream = client.open(`/moved?id=delivered${index}`);
      setTimeout(() => stream.leave(), IMPATIENCE);
      await stage.pause(PAUSE);
    }
  },
};
