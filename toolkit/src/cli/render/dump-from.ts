/** A dump of tasks that comes in pieces, as somebody reads it who works in a folder. */
import { pathFrom } from '../../profile/path-from.ts';
import { printable } from '../../profile/printable.ts';

/** A place stands on a line of its own, behind a tab: `\t/app/server.ts:13:5`. */
const PLACE = /(?<=\n\t)[^\n]*/g;

/** The pieces may be cut anywhere; those that come out end before a line feed. */
export async function* dumpFrom(
  folder: string,
  pieces: AsyncIterable<string>,
): AsyncGenerator<string, void, undefined> {
  const named = (lines: string): string => lines.replace(PLACE, (place) => pathFrom(printable(folder), place));
  let rest = '';
  for await (const piece of pieces) {
    const end = piece.lastIndexOf('\n');
    if (end === -1) rest += piece;
    else {
      yield named(rest + piece.slice(0, end));
      rest = piece.slice(end);
    }
  }
  yield named(rest);
}
