/** An event stream to one browser or learner. */
import type { Response } from 'express';

const BEAT = 15_000;
/** Bytes that may wait for one who is slow. A whole snapshot of a thousand learners is about one megabyte. */
const BEHIND = 4 * 1024 * 1024;

/**
 * Who does not take what is sent: `cut` off, it comes back and gets the whole; or it `misses` messages, which it sees by their
 * numbers.
 */
type WhenBehind = 'cut' | 'misses';

export interface EventStream {
  send(event: string, data: unknown): void;
  end(): void;
}

/** `onClose` is called once, whoever ends it. */
export function openStream(response: Response, whenBehind: WhenBehind, onClose: () => void): EventStream {
  response.status(200).set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  response.flushHeaders();
  const write = (text: string): void => {
    if (response.writableLength <= BEHIND) response.write(text);
    else if (whenBehind === 'cut') response.destroy();
  };
  const beat = setInterval(() => write(': still here\n\n'), BEAT);
  response.on('close', () => {
    clearInterval(beat);
    onClose();
  });
  return {
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    end: () => response.end(),
  };
}
