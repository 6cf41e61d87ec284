/** The streams by which tabs are told what has changed: one for each tab, as many as a browser can have beside its other requests. */
import type { Response } from 'express';
import type { Language } from '../../language/language.mjs';
import type { Panel } from './panel.ts';
import type { View } from './view.ts';

/** A browser opens six connections to one address; where streams hold them all, not even a page can be loaded any more. */
const MOST = 4;

interface Stream {
  lab: string;
  response: Response;
}

export class Streams {
  readonly #panel: Panel;
  /** The oldest first. */
  readonly #open = new Set<Stream>();

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  /** Tells this tab of the lab from now on, until it goes, or has to rest: then it comes again when somebody looks at it. */
  add(lab: string, language: Language, response: Response): void {
    const stream = { lab, response };
    if (this.#open.size >= MOST) this.#rest();
    this.#open.add(stream);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const leave = this.#panel.open(lab, language, latestTo(response));
    response.on('close', () => {
      this.#open.delete(stream);
      leave();
    });
  }

  /** The oldest one gives way, of those whose lab nothing goes on in. */
  #rest(): void {
    const [oldest] = this.#open;
    const idle = [...this.#open].find(({ lab }) => !this.#panel.isBusy(lab)) ?? oldest;
    if (idle === undefined) return;
    this.#open.delete(idle);
    idle.response.end('event: rest\ndata:\n\n');
  }
}

/** Sends each view as an event; a tab that can't follow gets the latest when it can. */
function latestTo(response: Response): (view: View) => void {
  let waiting: View | null = null;
  const write = (view: View): void => {
    if (!response.writableEnded) response.write(`data: ${JSON.stringify(view)}\n\n`);
  };
  response.on('drain', () => {
    const view = waiting;
    waiting = null;
    if (view !== null) write(view);
  });
  return (view) => {
    if (response.writableNeedDrain) waiting = view;
    else write(view);
  };
}
