/** The other one. What holds its tasks stands here or there, in a module or in a function. */
import { listeners, watch } from './hub.ts';

const requests: { answer: () => void }[] = [];

function makeStore(): { add: (resolve: () => void) => void } {
  const inside: (() => void)[] = [];
  return { add: (resolve) => inside.push(resolve) };
}
const store = makeStore();

async function request(): Promise<void> {
  await new Promise<void>((resolve) => requests.push({ answer: resolve })); // suspended 2 request: variable requests ($FILE) → [] → .answer
}
async function handle(): Promise<void> {
  await request(); // suspended 1 handle: → async request → Promise
}
async function keep(): Promise<void> {
  await new Promise<void>((resolve) => store.add(resolve)); // suspended 1 keep: variable store ($FILE) → .add → variable inside → []
}
async function listen(): Promise<void> {
  await new Promise<void>((resolve) => listeners.push(resolve)); // suspended 1 listen: variable listeners ($HUB)
}

for (let count = 0; count < 3; count++) watch();
request();
handle();
keep();
listen();
process.on('exit', () => [requests, store, listeners]);
setImmediate(() => process.emit('ready' as 'exit', 0));
