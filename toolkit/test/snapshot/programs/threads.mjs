/** Waiting for a worker thread, and for a child process. */
import { spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';

const worker = new Worker('require("node:worker_threads").parentPort.once("message", () => {})', { eval: true });
async function answer() {
  await new Promise((resolve) => worker.once('message', resolve)); // suspended 1 answer: Worker
}
answer();

const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
async function ended() {
  await new Promise((resolve) => child.once('close', resolve)); // suspended 1 ended: ChildProcess
}
ended();

worker.once('online', () => process.emit('ready'));
process.on('exit', () => child.kill('SIGKILL'));
