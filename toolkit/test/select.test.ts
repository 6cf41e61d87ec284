import { AbortError, Channel, ChannelClosedError, select } from 'taskscope';
import { describe, expect, test } from 'vitest';

describe('select', () => {
  test('takes a case that can go on at once', async () => {
    const empty = new Channel<number>();
    const full = new Channel<number>(1);
    await full.send(7);
    expect(await select([{ receive: empty }, { receive: full }])).toEqual({ index: 1, value: 7 });
  });

  test('waits for the first case that can, and does only that one', async () => {
    const a = new Channel<number>();
    const b = new Channel<number>();
    const selected = select([{ receive: a }, { receive: b }]);
    await b.send(2);
    expect(await selected).toEqual({ index: 1, value: 2 });
    const other = a.receive();
    await a.send(1);
    expect(await other).toBe(1);
  });

  test('sends when a receiver comes', async () => {
    const a = new Channel<number>();
    const b = new Channel<number>();
    const selected = select([{ send: a, value: 5 }, { receive: b }]);
    expect(await a.receive()).toBe(5);
    expect(await selected).toEqual({ index: 0, value: undefined });
  });

  test('two of them on the same channel are served one value each', async () => {
    const channel = new Channel<number>();
    const other = new Channel<number>();
    const both = Promise.all([select([{ receive: channel }, { receive: other }]), select([{ receive: channel }])]);
    await channel.send(1);
    await channel.send(2);
    expect((await both).map(({ value }) => value).sort()).toEqual([1, 2]);
  });

  test('chooses each of several ready cases now and then', async () => {
    const channels = [new Channel<number>(100), new Channel<number>(100)];
    for (const channel of channels) for (let value = 0; value < 100; value++) await channel.send(value);
    const chosen = new Set<number>();
    for (let turn = 0; turn < 100; turn++) chosen.add((await select(channels.map((receive) => ({ receive })))).index);
    expect([...chosen].sort()).toEqual([0, 1]);
  });

  test('on a closed channel receives `undefined`, and fails to send', async () => {
    const closed = new Channel<number>();
    closed.close();
    expect(await select([{ receive: closed }])).toEqual({ index: 0, value: undefined });
    await expect(select([{ send: closed, value: 1 }])).rejects.toBeInstanceOf(ChannelClosedError);
    const closing = new Channel<number>();
    const sending = select([{ send: closing, value: 1 }]);
    closing.close();
    await expect(sending).rejects.toBeInstanceOf(ChannelClosedError);
  });

  test('ends on abort, and receives nothing', async () => {
    const channel = new Channel<number>();
    const controller = new AbortController();
    const selected = select([{ receive: channel }], { signal: controller.signal });
    controller.abort('enough');
    await expect(selected).rejects.toBeInstanceOf(AbortError);
    await expect(selected).rejects.toMatchObject({ reason: 'enough' });
    expect(channel.trySend(1)).toBe(false);
  });
});
