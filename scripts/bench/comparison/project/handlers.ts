/** Handlers that leak, and handlers that do not: the same in `../go`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Channel } from 'taskscope';

async function ask(answers: Channel<string>, table: string): Promise<void> {
  await answers.send(table);
}

// #region query
/** Three answer, two are received: a sender waits for ever. */
export async function query(): Promise<void> {
  const answers = new Channel<string>();
  for (const table of ['users', 'orders', 'tags']) void ask(answers, table);
  await answers.receive();
  await answers.receive();
}
// #endregion

// #region poll
/** Looks again and again, and nobody ever tells it to stop. */
export async function poll(): Promise<void> {
  void look();
}

async function look(): Promise<never> {
  for (;;) await sleep(50);
}
// #endregion

// #region buffered
/** As `query`, with a place for each answer. */
export async function buffered(): Promise<void> {
  const answers = new Channel<string>(3);
  for (const table of ['users', 'orders', 'tags']) void ask(answers, table);
  await answers.receive();
  await answers.receive();
}
// #endregion

// #region purchase
/** Answers at once, and works on for 800 ms. */
export async function purchase(): Promise<void> {
  void audit();
}

async function audit(): Promise<void> {
  await sleep(800);
}
// #endregion
