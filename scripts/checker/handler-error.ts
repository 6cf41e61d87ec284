/** An error in a handler is told as that: its message and its line, and not as an answer that is not the right one. */
import { say } from '../language/say.mjs';
import type { CheckContext } from './check.ts';
import { placeInText, placesAsShown } from './place.ts';

const INTERNAL_ERROR = 500;

/** Requires for `fact` that a reply is no page that Express makes of an error. */
export function requireNoError(
  { facts, folder, labFolder }: Pick<CheckContext, 'facts' | 'folder' | 'labFolder'>,
  fact: string,
  { status, body }: { status: number; body: string },
  request: string,
): void {
  facts.require(fact, status !== INTERNAL_ERROR, () => ({
    expected: say`an answer of \`${request}\``,
    actual: `${status} ${errorIn(body)}`,
    where: placeInText(body, [folder, labFolder]),
    help: say`The handler ended with this error.`,
  }));
}

/** Of the page, what the error says. */
function errorIn(body: string): string {
  const [, error = body] = /<pre>(.*?)(?:<br>|<\/pre>)/s.exec(body) ?? [];
  const text = error
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return placesAsShown(text).slice(0, 200);
}
