import { expect, test, vi } from 'vitest';
import { PATIENCE } from '../patience.ts';
import { listProcesses } from '../service/processes.ts';
import { Service, ServiceGone } from '../service/service.ts';
import { fixture, LAB } from './judging.ts';

test.skipIf(process.platform === 'win32')(
  'what a program told before its end is heard, also where a question came too late for it',
  async () => {
    const service = new Service({
      folder: fixture('crashes-at-start'),
      labFolder: LAB,
      entry: 'server.ts',
      seed: 1,
      patience: PATIENCE,
    });
    // Nothing is read meanwhile, as on a busy machine: its words wait in the pipe when the question is asked.
    const isZombie = (): boolean => listProcesses().some(({ pid, zombie }) => pid === service.pid && zombie);
    while (!isZombie());
    await expect(service.ask('count', null)).rejects.toThrow(ServiceGone);
    await vi.waitFor(() => expect(service.events).toContainEqual(expect.objectContaining({ event: 'threw' })));
    expect(service.exit).toEqual({ code: 1, signal: null });
    await service.end();
  },
);
