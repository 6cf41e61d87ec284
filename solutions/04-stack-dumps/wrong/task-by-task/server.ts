import express from 'express';
import { taskCount, tasks } from 'taskscope';
import { debugRouter } from 'taskscope/http';
import { listen } from './listen.ts';
import { routes } from './routes.ts';

const app = express();

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

// #region tasks
app.get('/_tasks', (_request, response) => {
  const stacks = tasks().map(({ frames }) => frames.map(({ name, file, line }) => `  ${name} ${file}:${line}`));
  const dump = [`total ${taskCount()}`, ...stacks.map((lines) => ['1 @', ...lines].join('\n'))];
  response.type('text').send(dump.join('\n'));
});

app.use(debugRouter());
// #endregion

app.use(routes);

listen(app);
