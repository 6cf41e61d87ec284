// A fleet in one process: so many instances, each with a profile of so many tasks, alike or each at a place of its own; and among them
// 5 that hang, 5 that answer rubbish, 3 that answer 403. It prints its addresses.
import { createServer } from 'node:http';
import { encodeProfile } from 'taskscope/profile';

const [instances, tasks] = process.argv.slice(2, 4).map(Number);
const distinct = process.argv[4] === 'distinct';
const HANGING = 5;
const RUBBISH = 5;
const REFUSING = 3;

function frame(name, file, line) {
  return { name, file, line, column: 1, functionLine: line, address: `0x${line.toString(16)}1` };
}

/** A function that waits, called by a handler. */
function group(index, count) {
  const waiting = frame(`ask${index}`, `/srv/shop/src/sources/${index % 50}.ts`, index + 1);
  const handler = frame('query', '/srv/shop/src/server.ts', 1_000_000 + (index % 50));
  return {
    count,
    leaked: false,
    name: waiting.name,
    frames: [waiting, handler],
    function: waiting,
    createdBy: handler,
    creatorCalledBy: null,
    wait: 'chan send',
    ms: 0,
    labels: { method: 'GET', route: '/query' },
    exemplars: [],
  };
}

const groups = distinct ? Array.from({ length: tasks }, (_, index) => group(index, 1)) : [group(0, tasks)];
const profile = await encodeProfile({ total: tasks, groups });
const server = createServer((request, response) => {
  const instance = Number(request.url.split('/')[1]);
  if (instance < HANGING) return;
  if (instance < HANGING + RUBBISH) response.end('<html>no profile</html>');
  else if (instance < HANGING + RUBBISH + REFUSING) response.writeHead(403).end();
  else response.end(profile);
});
server.listen(0, '127.0.0.1', () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  console.log(JSON.stringify(Array.from({ length: instances }, (_, instance) => `${base}/${instance}`)));
});
process.stdin.on('end', () => process.exit(0)).resume();
