/**
 * Which server runs here. Its folder belongs to one at a time, and other commands find it by this. All of it is in
 * `.leaklab/classroom/`, which nobody else on this machine can read.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivate } from '../../course/write-file.ts';

const Running = z.object({ pid: z.int(), port: z.int() });
export type Running = z.infer<typeof Running>;

/** The folder, made where it is not there. */
export function classroomFolder(root: string): string {
  const folder = join(root, '.leaklab', 'classroom');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}

/** The instructor's token: made once, so that the link stays the same when the server is started again. */
export function instructorToken(folder: string): string {
  const file = join(folder, 'token');
  try {
    const token = readFileSync(file, 'utf8').trim();
    if (token.length >= 32) return token;
  } catch {
    // There is none yet.
  }
  const token = randomBytes(32).toString('base64url');
  writePrivate(file, `${token}\n`);
  return token;
}

/** The server that runs now. One that was killed leaves its file, and neither a process nor a port. */
export async function findRunning(folder: string): Promise<Running | null> {
  try {
    const running = Running.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
    return running.pid !== process.pid && isAlive(running.pid) && (await answers(running.port)) ? running : null;
  } catch {
    return null;
  }
}

export function tellRunning(folder: string, running: Running): void {
  writePrivate(fileIn(folder), `${JSON.stringify(running)}\n`);
}

export function forgetRunning(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}

function fileIn(folder: string): string {
  return join(folder, 'server.json');
}

/** Whether there is a process of this number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A process that hangs still takes connections; a number that went to another process does not. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('connect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
  });
}
