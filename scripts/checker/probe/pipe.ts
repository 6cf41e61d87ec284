/** The probe's end of the pipe. When the checker is gone, nothing of the service stays behind. */
import { Socket } from 'node:net';
import { lines, type Message, type Question } from '../protocol.ts';

/** File descriptor of the pipe; not the IPC channel of `process.send`, which belongs to the program. */
const DESCRIPTOR = 3;

/** `children`: process ids of what the service started, and has to go with it. */
export function openPipe(
  answer: (question: Question) => Promise<unknown>,
  children: ReadonlySet<number>,
): (message: Message) => void {
  const socket = new Socket({ fd: DESCRIPTOR, readable: true, writable: true });
  const send = (message: Message): void => {
    socket.write(`${JSON.stringify(message)}\n`);
  };
  const receive = lines((line) => {
    const question: Question = JSON.parse(line);
    answer(question).then((value) => send({ answer: question.number, value }));
  });
  socket.setEncoding('utf8');
  socket.on('data', receive);
  const end = (): void => endAll(children);
  socket.on('error', end);
  socket.on('close', end);
  socket.unref();
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
