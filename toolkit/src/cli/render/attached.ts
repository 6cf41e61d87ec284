/** What was learned of a process that was attached to, as text; and all that is asked before. */
import type { Candidate } from '../../attach/attach.ts';
import { mebibytes, seconds } from '../../attach/estimate.ts';
import type { Threads } from '../../attach/read-threads.ts';
import { printable } from '../../profile/printable.ts';
import type { Look } from '../../snapshot/index.ts';
import { renderSuspended } from './suspended.ts';

const COMMAND_LIMIT = 200;

/** All that will happen to the process. */
export function renderQuestion({ facts: { pid, words }, atMost, open }: Candidate): string {
  const signal =
    open === null
      ? [
          'It is sent SIGUSR1, by which Node opens its inspector, and closes it again; until then any user of this',
          'machine can run code in it. A handler of its own for SIGUSR1 would run instead. Node writes some lines to',
          'its standard error.',
        ]
      : [`Its inspector is open already, at port ${open.port}, and stays open.`];
  return [
    `Process \`${pid}\` (\`${printable(words.join(' ')).slice(0, COMMAND_LIMIT)}\`) would be paused:`,
    `for up to ${seconds(atMost.pause)}, on a busy machine twice that, and with up to ${mebibytes(atMost.memory)} of memory more.`,
    ...signal,
  ].join('\n');
}

export function renderThreads({ threads, missing }: Threads, look: Look): string {
  const blocks = threads.map(({ thread, name, suspended }) => {
    const head =
      threads.length === 1 ? '' : `${thread === 0 ? 'Main thread' : `Worker ${thread} (${printable(name)})`}: `;
    return head + renderSuspended(suspended, look);
  });
  const lost = missing.map(
    ({ thread, name, reason }) => `Worker ${thread} (${printable(name)}) is not shown: ${reason}.\n`,
  );
  return [...blocks, ...lost].join('\n');
}
