/** Those who use the service while you look at it. Not to be edited. */
import { type ClientRequest, get } from 'node:http';

const host = process.env['HOST'] || '127.0.0.1';
const port = Number(process.env['PORT'] ?? 3000);
/** Milliseconds from one customer to the next. */
const PAUSE = 250;
/** Milliseconds in which the carrier has found no parcel yet. */
const IMPATIENCE = 100;

let number = 0;

function ask(id: string): ClientRequest {
  const request = get({ host, port, path: `/moved?id=${id}`, agent: false }, (response) => response.resume());
  // The service is not there yet, or any more.
  return request.on('error', () => {});
}

setInterval(() => {
  number++;
  // One of three closes the page at once: the parcel is there, after all.
  if (number % 3 > 0) ask(`parcel${number}`);
  else {
    const request = ask(`delivered${number}`);
    setTimeout(() => request.destroy(), IMPATIENCE);
  }
}, PAUSE);
