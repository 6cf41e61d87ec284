/** Somebody who listens in the place of an agent, and answers whatever the test says. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { Signal } from '../../src/protocol/signals.ts';
import type { Statistics } from '../../src/protocol/statistics.ts';

export interface Place {
  host: string;
  port: number;
}

/** `answer` is called with each client and the signal that it sent. Closed when the test has ended. */
export async function startHostile(answer: (socket: Socket, signal: number) => void): Promise<Place> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('data', ([signal = 0]: Buffer) => answer(socket, signal));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { address: host, port } = server.address() as AddressInfo;
  return { host, port };
}

const tracking = { tracking: false, reason: null, files: 1, skipped: [], notTrackable: 0 };

export const STATISTICS: Statistics = {
  clusterWorker: null,
  script: 'app.js',
  workerThreads: [],
  missingThreads: [],
  allThreads: { tasks: 1, leaked: 0 },
  pid: 1,
  nodeVersion: 'v26.10.0',
  tracking,
  tasks: 1,
  leaked: 0,
  threads: 1,
  workers: 0,
  processors: 1,
  loopDelay: 0,
  loopUtilization: 0,
  uptime: 1,
};

/** Answers all that the command asks, in the right shape, with `text` wherever an agent has a text of its own. */
export function answersWith(text: string): (socket: Socket, signal: number) => void {
  const frame = { name: text, file: text, line: 1, column: 1, functionLine: 1, address: '0x1' };
  const waiting = { name: text, frames: [frame], createdBy: frame, wait: 'await', ms: 1, labels: { [text]: text } };
  const group = { ...waiting, name: `${text}.`, count: 1, leaked: true, function: frame, exemplars: [1] };
  const missingThreads = [{ thread: 1, name: text, reason: text }];
  const profile = { total: 1, groups: [group], missing: missingThreads };
  const told = { ...tracking, reason: text, skipped: [{ file: text, reason: text }] };
  const workerThreads = [{ thread: 2, name: text, tasks: 1, leaked: 0, tracking: told }];
  const answers = new Map<number, unknown>([
    [Signal.statisticsJson, { ...STATISTICS, tracking: told, workerThreads, missingThreads }],
    [Signal.profileJson, profile],
    [Signal.leaksJson, profile],
    [Signal.tasksJson, { id: 1, ...waiting }],
  ]);
  return (socket, signal) => socket.end(signal === Signal.stackTrace ? text : JSON.stringify(answers.get(signal)));
}
