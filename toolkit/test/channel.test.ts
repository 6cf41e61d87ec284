import { AbortError, Channel, ChannelCapacityError, ChannelClosedError } from 'taskscope';
import { describe, expect, test } from 'vitest';

/** Whether the promise has settled once all microtasks have run. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  let pending = true;
  const settled = (): void => {
    pending = false;
  };
  promise.then(settled, settled);
  await new Promise((resolve) => setImmediate(resolve));
  return pending;
}

describe('an unbuffered channel', () => {
  test('blocks a sender until its value is received', async () => {
    const channel = new Channel<number>();
    const sent = channel.send(1);
    expect(await isPending(sent)).toBe(true);
    expect(await channel.receive()).toBe(1);
    await sent;
  });

  test('blocks a receiver until a value is sent', async () => {
    const channel = new Channel<string>();
    const received = channel.receive();
    expect(await isPending(received)).toBe(true);
    await channel.send('a');
    expect(await received).toBe('a');
  });

  test('serves senders and receivers in the order they came', async () => {
    const channel = new Channel<number>();
    const sends = [1, 2, 3].map((value) => channel.send(value));
    expect([await channel.receive(), await channel.receive(), await channel.receive()]).toEqual([1, 2, 3]);
    await Promise.all(sends);
    const receives = [channel.receive(), channel.receive()];
    await channel.send(4);
    await channel.send(5);
    expect(await Promise.all(receives)).toEqual([4, 5]);
  });

  test('hands over `undefined` as a value like any other', async () => {
    const channel = new Channel<undefined>(1);
    await channel.send(undefined);
    channel.close();
    const seen: unknown[] = [];
    for await (const value of channel) seen.push(value);
    expect(seen).toEqual([undefined]);
  });
});

describe('a buffered channel', () => {
  test('blocks a sender only while it is full, and keeps the order across the buffer', async () => {
    const channel = new Channel<number>(2);
    await channel.send(1);
    await channel.send(2);
    const third = channel.send(3);
    expect(channel.length).toBe(2);
    expect(await isPending(third)).toBe(true);
    expect(await channel.receive()).toBe(1);
    await third;
    expect([await channel.receive(), await channel.receive()]).toEqual([2, 3]);
    expect(channel.length).toBe(0);
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is refused with the capacity %s, by name', (capacity) => {
    expect(() => new Channel(capacity)).toThrow(ChannelCapacityError);
    expect(() => new Channel(capacity)).toThrow(/`capacity` is .*: give a whole number/);
  });
});

describe('closing', () => {
  test('lets receivers drain what is buffered, then gives `undefined`', async () => {
    const channel = new Channel<number>(2);
    await channel.send(1);
    channel.close();
    expect(channel.closed).toBe(true);
    expect([await channel.receive(), await channel.receive(), await channel.receive()]).toEqual([
      1,
      undefined,
      undefined,
    ]);
  });

  test('wakes blocked receivers with `undefined`', async () => {
    const channel = new Channel<number>();
    const received = channel.receive();
    channel.close();
    expect(await received).toBeUndefined();
  });

  test('rejects blocked senders, and later ones', async () => {
    const channel = new Channel<number>();
    const blocked = channel.send(1);
    channel.close();
    await expect(blocked).rejects.toBeInstanceOf(ChannelClosedError);
    await expect(channel.send(2)).rejects.toThrow('`send` on a closed channel');
    expect(await channel.receive()).toBeUndefined();
  });

  test('twice is an error', () => {
    const channel = new Channel();
    channel.close();
    expect(() => channel.close()).toThrow(ChannelClosedError);
    expect(() => channel.close()).toThrow('`close` of a closed channel');
  });

  test('happens at the end of an `await using`, once', async () => {
    const channel = new Channel<number>(1);
    {
      await using scoped = channel;
      await scoped.send(1);
    }
    expect(channel.closed).toBe(true);
    await channel[Symbol.asyncDispose]();
    expect(await channel.receive()).toBe(1);
  });
});

describe('iteration', () => {
  test('gives every value and ends when the channel is closed', async () => {
    const channel = new Channel<number>();
    const seen: number[] = [];
    const reader = (async () => {
      for await (const value of channel) seen.push(value);
    })();
    for (const value of [1, 2, 3]) await channel.send(value);
    channel.close();
    await reader;
    expect(seen).toEqual([1, 2, 3]);
  });

  test('left early leaves the channel open', async () => {
    const channel = new Channel<number>(3);
    for (const value of [1, 2, 3]) await channel.send(value);
    for await (const value of channel) if (value === 2) break;
    expect(channel.closed).toBe(false);
    expect(await channel.receive()).toBe(3);
  });
});

describe('a signal', () => {
  test('ends a blocked `send`: nothing is sent', async () => {
    const channel = new Channel<number>();
    const controller = new AbortController();
    const reason = new Error('the client has gone');
    const sent = channel.send(1, { signal: controller.signal });
    controller.abort(reason);
    const error: unknown = await sent.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ name: 'AbortError', code: 'ABORT_ERR', reason, cause: reason });
    expect(String(error)).toContain('`send` was aborted: the client has gone');
    expect(await isPending(channel.receive())).toBe(true);
  });

  test('ends a blocked `receive`: the next value goes to the next receiver', async () => {
    const channel = new Channel<number>();
    const controller = new AbortController();
    const first = channel.receive({ signal: controller.signal });
    const second = channel.receive();
    controller.abort();
    await expect(first).rejects.toBeInstanceOf(AbortError);
    await channel.send(1);
    expect(await second).toBe(1);
  });

  test('that is aborted already refuses the operation, even if it needed no wait', async () => {
    const channel = new Channel<number>(1);
    await expect(channel.send(1, { signal: AbortSignal.abort('no') })).rejects.toBeInstanceOf(AbortError);
    expect(channel.length).toBe(0);
    await channel.send(1);
    await expect(channel.receive({ signal: AbortSignal.abort('no') })).rejects.toMatchObject({ reason: 'no' });
    expect(channel.length).toBe(1);
  });

  test('keeps no listener once the operation has ended', async () => {
    const channel = new Channel<number>();
    const { signal } = new AbortController();
    const added = new Set<unknown>();
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (type: string, listener: unknown, ...rest: never[]) => {
      added.add(listener);
      Reflect.apply(addEventListener, signal, [type, listener, ...rest]);
    };
    signal.removeEventListener = (type: string, listener: unknown, ...rest: never[]) => {
      added.delete(listener);
      Reflect.apply(removeEventListener, signal, [type, listener, ...rest]);
    };
    const sent = channel.send(1, { signal });
    expect(added.size).toBe(1);
    await channel.receive();
    await sent;
    expect(added.size).toBe(0);
  });
});
