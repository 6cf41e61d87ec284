/**
 * What the service talks to: the carrier, which knows the parcels and tells where they are scanned. Not to be edited.
 *
 * By hand the carrier takes a while to find a parcel, and scans it some seconds later, unless it has been delivered: then no
 * scan comes any more. Under the checker it decides when an answer or a scan comes, and what is in it.
 */
export interface Parcel {
  source: string;
  id: string;
  value: string;
}

export interface Scan {
  id: string;
  place: string;
}

type Ask = (source: string, id: string) => Promise<Parcel>;

const ask: Ask = Reflect.get(globalThis, Symbol.for('leaklab.backend')) ?? byTheClock();

/** Asks the carrier. A signal that is aborted ends the wait, and the promise is rejected with the signal's reason. */
export function find(id: string, { signal }: { signal?: AbortSignal } = {}): Promise<Parcel> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    ask('carrier', id).then((parcel) => {
      signal?.removeEventListener('abort', stop);
      resolve(parcel);
    }, reject);
  });
}

/** Waits for the next scan of any parcel: as long as it takes. */
export async function nextScan(): Promise<Scan> {
  const { id: label } = await ask('jobs', 'next');
  const end = label.lastIndexOf('@');
  return { id: label.slice(0, end), place: label.slice(end + 1) };
}

/** Sixty connections to the carrier are open from the start; a question is put through the next one that is idle. */
function byTheClock(): Ask {
  const connections = 60;
  const places = ['Leipzig', 'Lyon', 'Porto', 'Turin'];
  const idle: ((question: () => void) => void)[] = [];
  const takers: ((scan: Parcel) => void)[] = [];

  const connect = async (): Promise<never> => {
    for (;;) {
      const question = await new Promise<() => void>((resolve) => idle.push(resolve));
      question();
    }
  };
  for (let number = 0; number < connections; number++) void connect();

  const scan = (id: string): void => {
    const label = `${id}@${places[Math.floor(Math.random() * places.length)]}`;
    takers.shift()?.({ source: 'jobs', id: label, value: label });
  };

  return (source, id) =>
    new Promise((resolve) => {
      if (source === 'jobs') return takers.push(resolve);
      const found = (): void => {
        resolve({ source, id, value: `parcel ${id}` });
        if (!id.startsWith('delivered')) setTimeout(scan, 2000 + 4000 * Math.random(), id);
      };
      const question = (): void => void setTimeout(found, 150 + 150 * Math.random());
      const connection = idle.shift();
      if (connection === undefined) question();
      else connection(question);
    });
}
