/** The probe's end of the pipe. When the checker is gone, nothing of the service stays behind. */
import { Socket } from 'node:net';
import { lines, type Message, type Question } from '../protocol.ts';

/** File descriptor of the pipe; not the IPC channel of `process.send`, which belongs to the program. */
const DESCRIPTOR = 3;

export function openPipe(answer: (question: Question) => Promise<unknown>): (message: Message) => void {
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
  socket.on('error', endGroup);
  socket.on('close', endGroup);
  socket.unref();
  return send;
}

/** The service leads a process group of its own: its children go with it. */
function endGroup(): void {
  try {
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}
