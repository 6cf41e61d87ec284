// A service that leaks, with the debug routes: what the real `go tool pprof` and curl read in the tests.
import { createServer } from 'node:http';
import { Channel, go } from 'taskscope';
import { debugRouter, requestTasks } from 'taskscope/http';

const kept = new Channel();
async function janitor() {
  await kept.receive(); // janitor waits
}

async function query() {
  const channel = new Channel();
  for (const row of [1, 2, 3]) {
    go(async function sender() {
      await channel.send(row); // sender waits
    });
  }
  await channel.receive();
  await channel.receive();
}

async function 查询() {
  await kept.receive(); // 查询 waits
}

const routes = {
  async '/query'(request, response) {
    await query();
    response.end('ok');
  },
  async '/names'(request, response) {
    go(查询, { name: 'a "quoted"\nname', labels: { 'clé "k"': 'line one\nline two, 中文' } });
    response.end('ok');
  },
  '/never'() {},
};

const debug = debugRouter();
const tasks = requestTasks();
const server = createServer((request, response) => {
  debug(request, response, () => tasks(request, response, () => routes[request.url](request, response)));
});
go(janitor);
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume().on('end', () => process.exit());
