// A program with an agent that handles signals itself, each before the agent hears of it: SIGHUP is a reload, SIGTERM an
// orderly stop, which is over when its input ends; SIGINT ends it as a library does that only wants to hear of the end.
import { listen } from 'taskscope/agent';

process.on('SIGHUP', () => console.log('reloaded'));
process.once('SIGTERM', () => {
  console.log('stopping');
  process.stdin.on('end', () => process.exit(0)).resume();
});
process.on('SIGINT', function heard() {
  if (process.listenerCount('SIGINT') > 1) return;
  process.off('SIGINT', heard);
  process.kill(process.pid, 'SIGINT');
});
setInterval(() => {}, 60_000);
console.log(JSON.stringify(await listen(JSON.parse(process.argv[2] ?? '{}'))));
