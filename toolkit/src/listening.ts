import { connect } from 'node:net';

/** Whether somebody listens at the socket, however busy; not so where it is only what is left of one that was killed. */
export function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
    socket.on('connect', () => {
      // Not broken off: whoever listens may be one that does not expect that.
      socket.unref().end().resume();
      resolve(true);
    });
  });
}
