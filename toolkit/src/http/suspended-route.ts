/** The route that says what holds the tasks. It pauses the program: it is there only where somebody has switched it on. */
import { HeapSnapshotError } from '../errors.ts';
import { encodeProfile } from '../profile/encode-profile.ts';
import { formatHeld } from '../snapshot/format-held.ts';
import { heldProfile } from '../snapshot/held-profile.ts';
import { suspended } from '../suspended.ts';
import { download, Refusal, type Reply, text } from './reply.ts';
import type { Asked, Route } from './route.ts';

const NAME = 'suspended';
const UNAVAILABLE = 503;

export const SUSPENDED: readonly [string, Route] = [
  NAME,
  {
    count: null,
    description:
      'What keeps the tasks alive, for the largest groups. Asking for it pauses the program while a heap snapshot is taken, which another process reads.',
    links: [
      { query: '?debug=1', title: 'by group' },
      { query: '', title: 'binary' },
    ],
    collects: true,
    answer,
  },
];

async function answer({ debug, seconds, signal }: Asked): Promise<Reply> {
  if (seconds !== null || debug === 2) {
    throw new Refusal(
      400,
      `\`${NAME}\` is of one moment, by group: ask with \`debug=1\` (text) or \`debug=0\` (binary).`,
    );
  }
  try {
    const held = await suspended({ signal });
    if (debug === 1) return text(formatHeld(held, { width: undefined, folder: null }));
    return download(await encodeProfile(heldProfile(held)), NAME);
  } catch (error) {
    if (error instanceof HeapSnapshotError) throw new Refusal(UNAVAILABLE, error.message);
    throw error;
  }
}
