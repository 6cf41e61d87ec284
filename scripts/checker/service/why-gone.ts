/** Telling in plain words why a program did not start, or did not stay. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { say } from '../../language/say.mjs';
import { CouldNotJudge, type Finding } from '../facts.ts';
import { placeInText, placeOf, placesAsShown } from '../place.ts';
import type { ProbeEvent } from '../protocol.ts';
import { HEAP_LIMIT, MEMORY_LIMIT, type Service, type ServiceGone } from './service.ts';
import { syntaxError } from './syntax-error.ts';

type Told<E extends ProbeEvent['event']> = Extract<ProbeEvent, { event: E }>;

const expected = (): string => say`the same process to the end`;
/** Signals by which somebody else ends a process: a person, a shell, the system that is out of memory. */
const FROM_OUTSIDE = ['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGTERM'];

/** Why the process can't be asked any more. Throws `CouldNotJudge` where that is not the program's own fault. */
export function whyGone(service: Service, how: ServiceGone['how']): Finding {
  if (how === 'cut-off') {
    throw new CouldNotJudge(
      say`The program closed a file descriptor that it did not open: 3 or 4, by which the checker watches it. Close only what you have opened.`,
    );
  }
  if (how === 'silent' && service.exit === null) {
    return {
      expected: expected(),
      actual: say`it runs, and answers nobody`,
      help: say`The event loop is blocked: a loop that awaits nothing never lets go of it.`,
    };
  }
  const signal = askedToEnd(service);
  if (signal !== null) throw fromOutside(signal);
  return tooMuchMemory(service) ?? unreadable(service) ?? lastAct(service) ?? ended(service);
}

/** The signal that it got before it did anything to end itself, or null. */
function askedToEnd({ events }: Service): string | null {
  const first = events.find(({ event }) => event === 'signalled' || event === 'ended-itself' || event === 'threw');
  return first?.event === 'signalled' ? first.signal : null;
}

function fromOutside(signal: string): CouldNotJudge {
  return new CouldNotJudge(
    say`The service was ended by ${signal}, from outside or by its own hand. Is the machine out of memory? Try again.`,
  );
}

function tooMuchMemory({ overfed, output }: Service): Finding | null {
  const heap = /heap out of memory|allocation failed/i.test(output.text) && !overfed;
  if (!heap && !overfed) return null;
  const limit = overfed ? `${MEMORY_LIMIT} MB` : say`${HEAP_LIMIT} MB of heap`;
  return {
    expected: expected(),
    actual: say`it needed more than ${limit}`,
    help: say`The checker gives the service ${limit}, many times what this lab needs. Something in it grows without end.`,
  };
}

/** An error that nothing caught but a handler for the whole process, so that it goes on; null where there was none. */
export function escaped(service: Service): Finding | null {
  const error = service.events.find((event) => event.event === 'threw');
  if (error?.event !== 'threw' || service.exit !== null) return null;
  const { output: _, ...finding } = threw(error, service);
  return {
    ...finding,
    expected: say`no error that nobody caught`,
    help: say`This error came behind an answer, or in a task, and reached nobody but a handler for the whole process. Without that the process would have ended. It has to be caught where it arrives.`,
  };
}

function unreadable(service: Service): Finding | null {
  const thrown = service.events.map((event) => (event.event === 'threw' ? `${event.message}\n${event.stack}` : ''));
  const found = syntaxError([...thrown, service.output.text].join('\n'));
  if (found === null) return null;
  const { place, ...rest } = found;
  return { expected: expected(), ...rest, where: placeInText(place, folders(service)) ?? place };
}

/** It threw, or ended itself; a handler that ends the program after an error is not the cause. */
function lastAct(service: Service): Finding | null {
  const acts = service.events.filter(({ event }) => event === 'threw' || event === 'ended-itself');
  const [before, last] = acts.length > 1 ? acts.slice(-2) : [undefined, acts[0]];
  if (last?.event === 'ended-itself' && before?.event !== 'threw') return endedItself(last, folders(service));
  const error = last?.event === 'threw' ? last : before;
  return error?.event === 'threw' ? threw(error, service) : null;
}

function endedItself({ call, stack }: Told<'ended-itself'>, own: readonly string[]): Finding {
  return {
    expected: expected(),
    actual: `\`${call}\``,
    where: placeInText(stack, own),
    help: say`The program ends itself. A service has to go on: end the task, not the process.`,
  };
}

function threw({ message, stack, rejected }: Told<'threw'>, service: Service): Finding {
  const own = folders(service);
  const actual = placesAsShown(message.split('\n')[0] ?? '');
  const missing = /^Cannot find (?:module|package) '([^']+)' imported from (?:file:\/\/)?([^\n]+)/.exec(message);
  if (missing !== null) {
    return {
      expected: expected(),
      actual,
      where: lineNaming(missing[1] ?? '', missing[2] ?? ''),
      help: say`An \`import\` names a file that is not there. Capital letters count, and the name ends in \`.ts\`.`,
    };
  }
  return {
    expected: expected(),
    actual,
    where: placeInText(stack, own) ?? placeInText(message, own),
    help: inATask(rejected, stack)
      ? say`A task ended with this error, and nobody caught it: then Node ends the program. The line says where the error was made. It has to be caught where it arrives: in the task, around the \`await\` that it comes out of.`
      : say`The program ended with this error, which nothing caught.`,
    output: service.output.text,
  };
}

/** What a file throws while it is loaded is a rejection to Node, and in no task. */
function inATask(rejected: boolean, stack: string): boolean {
  return rejected && !/\bat (?:async )?ModuleJob\.run\b/.test(stack);
}

/** The line of `file` in which the last part of `path` stands. */
function lineNaming(path: string, file: string): string | null {
  try {
    const line = readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((text) => text.includes(basename(path)));
    return line < 0 ? null : placeOf({ file, line: line + 1 });
  } catch {
    return null;
  }
}

function ended({ exit, output }: Service): Finding {
  const { code, signal } = exit ?? { code: null, signal: null };
  if (signal !== null && FROM_OUTSIDE.includes(signal)) throw fromOutside(signal);
  return {
    expected: expected(),
    actual: signal === null ? say`it ended with status ${code}` : say`it was ended by ${signal}`,
    help:
      code === 0
        ? say`The program came to its end: nothing in it waits any more. A server that listens keeps it alive.`
        : say`The program ended. Its last words are below.`,
    output: output.text,
  };
}

function folders({ settings: { folder, labFolder } }: Service): string[] {
  return [folder, labFolder];
}
