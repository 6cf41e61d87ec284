import express from 'express';
import { taskCount } from 'taskscope';
import { listen } from './listen.ts';
import { routes } from './routes.ts';

const app = express();

app.get('/_count', (_request, response) => {
  response.type('text').send(`${taskCount()}\n`);
});

// TODO 1: `GET /_tasks` answers all tasks, grouped, as plain text. Of taskscope, `profile()` has them, and
// `formatProfile` puts them into words.

// TODO 2: `debugRouter()` of `taskscope/http` is the same ready-made, and more: `app.use` it.

app.use(routes);

listen(app);
