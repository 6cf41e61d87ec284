/** Anybody may stand behind a port, and say anything. */
import { expect, test } from 'vitest';
import { ConnectionError, ObjectionError } from '../../src/attach/errors.ts';
import { readThreads } from '../../src/attach/read-threads.ts';
import { Thread } from '../../src/attach/thread.ts';

/** What was asked of one that gives these answers. */
function answering(answers: { [method: string]: unknown }): { thread: Thread; asked: string[] } {
  const asked: string[] = [];
  const thread: Thread = new Thread((text) => {
    const { id, method } = JSON.parse(text);
    asked.push(method);
    if (method in answers) queueMicrotask(() => thread.hear(JSON.stringify({ id, result: answers[method] })));
  });
  return { thread, asked };
}

const OPTIONS = { force: false, patience: 1000 };

test('a heap that is too large is not paused', async () => {
  const { thread, asked } = answering({ 'Runtime.getHeapUsage': { usedSize: 1e12 } });
  await expect(readThreads(process.pid, thread, OPTIONS)).rejects.toThrow(ObjectionError);
  expect(asked).toEqual(['Runtime.getHeapUsage']);
});

test.each([undefined, null, 3, {}, { usedSize: 'much' }])('an answer that is none: %j', async (usage) => {
  const { thread } = answering({ 'Runtime.getHeapUsage': usage });
  await expect(readThreads(process.pid, thread, OPTIONS)).rejects.toThrow(
    new ConnectionError('it answers, but not as Node does'),
  );
});

test('what is no message is told from what is', () => {
  const thread = new Thread(() => {});
  expect(['', '{', '[]', '3', '{"id":"1"}'].map((text) => thread.hear(text))).not.toContain(true);
  expect(thread.hear('{"id":99,"result":{}}')).toBe(true);
  expect(thread.hear('{"method":"Never.heard","params":[]}')).toBe(true);
});

test('at the end whoever waits for an answer hears of it', async () => {
  const thread = new Thread(() => {});
  const asked = thread.call('Runtime.enable');
  thread.end();
  await expect(asked).rejects.toThrow('the connection has ended');
  await expect(thread.call('Runtime.enable')).rejects.toThrow('the connection has ended');
});

test('an answer that does not come is given up', async () => {
  await expect(new Thread(() => {}).call('Runtime.enable', {}, 5)).rejects.toThrow('it does not answer');
});
