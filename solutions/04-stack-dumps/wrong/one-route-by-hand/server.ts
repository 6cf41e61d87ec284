import express from 'express';
import { formatProfile, profile, taskCount } from 'taskscope';
import { listen } from './listen.ts';
import { routes } from './routes.ts';

const app = express();

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

// #region tasks
app.get('/_tasks', (_request, response) => {
  response.type('text').send(formatProfile(profile()));
});

app.get('/debug/pprof/goroutine', (_request, response) => {
  response.type('text').send(formatProfile(profile()));
});
// #endregion

app.use(routes);

listen(app);
