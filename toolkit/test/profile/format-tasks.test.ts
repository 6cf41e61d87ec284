/** The dump of each task, and how it behaves while the program goes on. */
import { Channel, collect, go, leakedCount, taskCount, withLabels } from 'taskscope';
import { formatTasks } from 'taskscope/profile';
import { afterEach, describe, expect, test } from 'vitest';

let open: Channel<void>[] = [];
afterEach(() => {
  for (const channel of open) channel.close();
  open = [];
});

function waiting(count: number, name: string): Channel<void> {
  const channel = new Channel<void>();
  open.push(channel);
  for (let index = 0; index < count; index++) void go(() => channel.receive(), { name });
  return channel;
}

const blocks = (text: string): string[] => text.split('\n\n').filter((block) => block !== '');
const ids = (text: string, name: string): string[] =>
  [...text.matchAll(/^task (\d+) "(.*)" \[/gm)].filter(([, , given]) => given === name).map(([, id = '']) => id);

describe('formatTasks', () => {
  test('has a block a task: id, name, wait, labels, frames with lines', () => {
    const channel = new Channel<void>();
    open.push(channel);
    withLabels({ route: '/a "b"\n', tenant: '中文' }, () => void go(() => channel.receive(), { name: 'a\nreader' }));
    const [block] = blocks([...formatTasks()].join('')).filter((text) => text.includes('reader'));
    expect(block).toMatch(
      /^task \d+ "a\\nreader" \[chan receive(, \d+ ms)?, labels:\{"route":"\/a \\"b\\"\\n", "tenant":"中文"\}\]:\n\S.*\n\t.*format-tasks\.test\.ts:\d+:\d+$/,
    );
  });

  test('has as many blocks as there are live tasks, each once, in pieces', () => {
    waiting(3000, 'many');
    const pieces = [...formatTasks()];
    expect(pieces.length).toBeGreaterThan(5);
    const found = ids(pieces.join(''), 'many');
    expect(found).toHaveLength(3000);
    expect(new Set(found).size).toBe(3000);
  });

  test('has each task once that lives throughout, though others end and begin meanwhile', async () => {
    const ending = waiting(1500, 'ends');
    waiting(1500, 'stays');
    const dump = formatTasks();
    const first = dump.next().value ?? '';
    const before = taskCount();
    ending.close();
    open = open.filter((channel) => channel !== ending);
    while (taskCount() > before - 1500) await new Promise(setImmediate);
    waiting(2000, 'begins');
    const text = first + [...dump].join('');
    expect(new Set(ids(text, 'stays')).size).toBe(1500);
    expect(ids(text, 'stays')).toHaveLength(1500);
    expect(ids(text, 'begins')).toEqual([]);
    expect(ids(text, 'ends').length).toBeLessThan(1500);
  });

  test('has one block for a group of leaked tasks, with their number and the ids of some', async () => {
    const before = leakedCount();
    (() => {
      for (let index = 0; index < 40; index++) void go(() => new Channel<number>().send(index), { name: 'lost' });
    })();
    await collect();
    expect(leakedCount()).toBe(before + 40);
    const lost = blocks([...formatTasks()].join('')).filter((block) => block.includes('"lost"'));
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatch(/^40 tasks "lost" \[chan send \(leaked\)\], such as (\d+, ){7}\d+:\n/);
  });

  test('counts a leak that is proven while it is written, last', async () => {
    (() => {
      for (let index = 0; index < 5; index++) void go(() => new Channel<number>().send(index), { name: 'proven late' });
    })();
    waiting(2000, 'many');
    const dump = formatTasks();
    let text = dump.next().value ?? '';
    await collect();
    text += [...dump].join('');
    expect(blocks(text).at(-1)).toMatch(/^5 tasks "proven late" \[chan send \(leaked\)\]/);
  });
});
