/** Whether a count can be believed: what the program did beside its tasks, and what follows for the verdict. */
import { basename } from 'node:path';
import { placeOf, placesAsShown, shortPath } from './place.ts';
import type { Hidden } from './protocol.ts';

export interface Distrust {
  /** The count itself is worth nothing, so that a failure may be wrong as well. */
  tampered: string | null;
  /** Tasks may be where nobody counts: a failure stands, a pass was not seen. */
  hidden: string | null;
}

/** `programs`: what runs beside the service. */
export function distrust({ silentThreads, skipped, tampered }: Hidden, programs: readonly string[]): Distrust {
  const hidden = [
    ...skipped
      .slice(0, 3)
      .map(
        ({ file, line, reason }) =>
          `\`${line === undefined ? shortPath(file) : placeOf({ file, line })}\` is not tracked: ${reason}. ${remedy(reason)}`,
      ),
    ...(programs.length === 0
      ? []
      : [
          `The service started ${programs.length} ${programs.length === 1 ? 'program that still runs' : 'programs that still run'} (\`${named(programs[0] ?? '')}\`), and tasks in there are not counted. Do the work in the service itself, or end what you start.`,
        ]),
    ...(silentThreads === 0
      ? []
      : [
          `${silentThreads} worker ${silentThreads === 1 ? 'thread does' : 'threads do'} not tell the task count: busy without end, started with \`execArgv\`, or with code that is a string. Do the work in the service itself, or start the thread from a file and let it come to rest.`,
        ]),
  ];
  return {
    tampered:
      tampered.length === 0
        ? null
        : `The program ${tampered.join('; it ')}. The task count rests on that, so nothing it says is certain any more. No fix needs it: take it out.`,
    hidden: hidden.length === 0 ? null : hidden.join('\n'),
  };
}

/** The program and what it was given, without paths and options. */
function named(command: string): string {
  const [program = '', ...words] = placesAsShown(command).split(' ');
  return [basename(program), ...words.filter((word) => !word.startsWith('-'))].join(' ');
}

function remedy(reason: string): string {
  return reason.includes('taskscope-ignore')
    ? 'Take the comment out: what is not counted can leak unseen.'
    : 'Its tasks are not counted, so a leak in it would not be seen. Write it in another way.';
}
