import express from 'express';
import { formatProfile, profile, taskCount } from 'taskscope';
import { debugRouter } from 'taskscope/http';
import { listen } from './listen.ts';
import { routes } from './routes.ts';

const app = express();

app.get('/_count', (_request, response) => {
  response.type('text').send(`${taskCount()}\n`);
});

// #region tasks
app.get('/_tasks', (_request, response) => {
  response.type('text').send(formatProfile(profile()));
});

app.use(debugRouter());
// #endregion

app.use(routes);

listen(app);
