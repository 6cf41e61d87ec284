// The handler alone; nanoseconds a request.
import { nanosecondsEach, print } from './processor.mjs';
import { query } from './query.mjs';

async function requests(times) {
  for (let index = 0; index < times; index++) await query();
}

const times = Number(process.argv[2]);
await requests(times);
print(await nanosecondsEach(times, requests));
