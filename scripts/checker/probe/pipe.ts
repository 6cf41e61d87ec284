/** The probe's ends of the two pipes. When the checker is gone, nothing of the service stays behind. */
import { Socket } from 'node:net';
import { lines, type Message, type Question } from '../protocol.ts';

/**
 * File descriptors, of the pipe that it tells by and of the one that it is asked by; not the IPC channel of `process.send`,
 * which belongs to the program.
 */
const TOLD = 3;
const ASKED = 4;

/** `children`: process ids of what the service started, and has to go with it. */
export function openPipes(
  answer: (question: Question) => Promise<unknown>,
  children: ReadonlySet<number>,
): (message: Message) => void {
  const told = new Socket({ fd: TOLD, readable: false, writable: true });
  const asked = new Socket({ fd: ASKED, readable: true, writable: false });
  const send = (message: Message): void => {
    told.write(`${JSON.stringify(message)}\n`);
  };
  const receive = lines((line) => {
    const question: Question = JSON.parse(line);
    answer(question).then((value) => send({ answer: question.number, value }));
  });
  asked.setEncoding('utf8');
  asked.on('data', receive);
  const end = (): void => endAll(children);
  asked.on('error', end);
  asked.on('close', end);
  // The program has closed it: the checker sees that, and tells.
  told.on('error', () => {});
  for (const socket of [told, asked]) socket.unref();
  return send;
}

/** The service leads a process group of its own; a child may have left it. */
function endAll(children: ReadonlySet<number>): void {
  for (const pid of [...children, ...(process.platform === 'win32' ? [] : [-process.pid]), process.pid]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone.
    }
  }
}
