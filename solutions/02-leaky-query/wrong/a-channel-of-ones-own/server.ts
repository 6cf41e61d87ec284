import express from 'express';
import { go, taskCount } from 'taskscope';
import { orders, type Row, tags, users } from './backend.ts';
import { listen } from './listen.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.send('ok');
});

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

class Mailbox<T> {
  readonly #senders: { value: T; taken: () => void }[] = [];
  readonly #receivers: ((value: T) => void)[] = [];

  async put(value: T): Promise<void> {
    const receiver = this.#receivers.shift();
    if (receiver) return receiver(value);
    await new Promise<void>((taken) => this.#senders.push({ value, taken }));
  }

  async take(): Promise<T> {
    const sender = this.#senders.shift();
    if (!sender) return new Promise((receive) => this.#receivers.push(receive));
    sender.taken();
    return sender.value;
  }
}

app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const mailbox = new Mailbox<Row>();
  for (const source of [users, orders, tags]) {
    go(async () => {
      await mailbox.put(await source(id));
    });
  }
  const rows = [await mailbox.take(), await mailbox.take()];
  response.json(rows);
});

listen(app);
