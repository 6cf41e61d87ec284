import express from 'express';
import { type Group, profile, taskCount } from 'taskscope';
import { debugRouter, requestTasks } from 'taskscope/http';
import { listen } from './listen.ts';
import { routes } from './routes.ts';

const app = express();

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

app.use(requestTasks());
app.use('/debug/pprof', debugRouter());

app.get('/_tasks', async (_request, response) => {
  const { total, groups } = profile();
  response.type('text').send([`total: ${total}`, ...groups.map(describe)].join('\n'));
});

/** A group and its stack: this service's own words, in Go's order. */
function describe({ count, wait, leaked, frames }: Group): string {
  const stack = frames.map(({ name, file, line }) => `      ${name} at ${file}:${line}`);
  return [`${count} @ ${leaked ? 'leaked, ' : ''}${wait}`, ...stack].join('\n');
}

app.use(routes);

listen(app);
