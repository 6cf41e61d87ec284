/** Whether a count can be believed: what the program did beside its tasks, and what follows for the verdict. */
import { basename } from 'node:path';
import { say } from '../language/say.mjs';
import { placeOf, placesAsShown, shortPath } from './place.ts';
import type { Hidden, Tampering } from './protocol.ts';

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
          say`\`${line === undefined ? shortPath(file) : placeOf({ file, line })}\` is not tracked: ${reason}. ${remedy(reason)}`,
      ),
    ...(programs.length === 0 ? [] : [programsRun(programs)]),
    ...(silentThreads === 0 ? [] : [threadsAreSilent(silentThreads)]),
  ];
  return {
    tampered:
      tampered.length === 0
        ? null
        : say`The program ${tampered.map(inWords).join(say`; it `)}. The task count rests on that, so nothing it says is certain any more. No fix needs it: take it out.`,
    hidden: hidden.length === 0 ? null : hidden.join('\n'),
  };
}

function programsRun(programs: readonly string[]): string {
  const name = named(programs[0] ?? '');
  const run =
    programs.length === 1
      ? say`The service started 1 program that still runs (\`${name}\`)`
      : say`The service started ${programs.length} programs that still run (\`${name}\`)`;
  return say`${run}, and tasks in there are not counted. Do the work in the service itself, or end what you start.`;
}

function threadsAreSilent(threads: number): string {
  const silent =
    threads === 1
      ? say`1 worker thread does not tell the task count`
      : say`${threads} worker threads do not tell the task count`;
  return say`${silent}: busy without end, started with \`execArgv\`, or with code that is a string. Do the work in the service itself, or start the thread from a file and let it come to rest.`;
}

/** Goes on after "The program". */
function inWords(tampering: Tampering): string {
  switch (tampering.how) {
    case 'imports':
      return say`imports \`${tampering.name}\`, which is no part of the lab`;
    case 'replaces':
      return say`replaces \`${tampering.name}\``;
    case 'counts':
      return say`changes the task count by other means than tasks`;
    case 'reaches in':
      return say`reaches into the toolkit's internals`;
  }
}

/** The program and what it was given, without paths and options. */
function named(command: string): string {
  const [program = '', ...words] = placesAsShown(command).split(' ');
  return [basename(program), ...words.filter((word) => !word.startsWith('-'))].join(' ');
}

function remedy(reason: string): string {
  return reason.includes('taskscope-ignore')
    ? say`Take the comment out: what is not counted can leak unseen.`
    : say`Its tasks are not counted, so a leak in it would not be seen. Write it in another way.`;
}
