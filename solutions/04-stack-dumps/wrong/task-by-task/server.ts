import express from 'express';
import { formatProfile, profile, taskCount, tasks } from 'taskscope';
import { debugRouter } from 'taskscope/http';
import { listen } from './listen.ts';
import { routes } from './routes.ts';

const app = express();

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

// #region tasks
app.get('/_tasks', (_request, response) => {
  const groups = tasks().flatMap(({ id }) => {
    const found = profile().groups.find((group) => group.exemplars.includes(id)) ?? profile().groups[0];
    return found === undefined ? [] : [{ ...found, count: 1 }];
  });
  response.type('text').send(formatProfile({ total: taskCount(), groups }));
});

app.use(debugRouter());
// #endregion

app.use(routes);

listen(app);
