/** How the program comes to its end, and what would outlive it. */
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import type { ProbeEvent } from '../protocol.ts';

/** Signals that a program can answer, by an end of its own. */
const SIGNALS: readonly (string | symbol)[] = ['SIGHUP', 'SIGINT', 'SIGTERM'];

/** By an error that nothing caught, by its own hand, or since somebody else asked it to. */
export function watchEnds(send: (event: ProbeEvent) => void): void {
  const threw = (error: unknown, rejected: boolean): void => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ event: 'threw', message, stack: stack ?? '', rejected });
  };
  process.on('uncaughtExceptionMonitor', (error: unknown, origin) => threw(error, origin === 'unhandledRejection'));
  const { exit, abort, emit, kill } = process;
  const tell = (call: string): void => {
    send({ event: 'ended-itself', call, stack: new Error(call).stack ?? '' });
  };
  // Heard only where the program hears it as well: one listener more would change what the signal does.
  process.emit = (...words: [name: string | symbol, ...rest: unknown[]]): boolean => {
    if (SIGNALS.includes(words[0])) send({ event: 'signalled', signal: String(words[0]) });
    // Where nobody listens it becomes an exception that nobody caught.
    if (words[0] === 'unhandledRejection' && process.listenerCount('unhandledRejection') > 0) threw(words[1], true);
    return Reflect.apply(emit, process, words);
  };
  process.exit = (code) => {
    tell(`process.exit(${code ?? ''})`);
    return Reflect.apply(exit, process, [code]);
  };
  process.abort = () => {
    tell('process.abort()');
    return Reflect.apply(abort, process, []);
  };
  process.kill = (pid, signal) => {
    if (pid === process.pid && signal !== 0)
      tell(`process.kill(process.pid${signal === undefined ? '' : `, '${signal}'`})`);
    return Reflect.apply(kill, process, [pid, signal]);
  };
}

/** Programs that it starts: the process ids of those that run. The checker ends them with it. */
export function watchChildren(send: (event: ProbeEvent) => void): ReadonlySet<number> {
  const running = new Set<number>();
  subscribe('child_process', (message) => {
    // As Node's documentation has it: the child, which has not been started yet.
    const { process: child } = message as { process: ChildProcess };
    child.once('spawn', () => {
      const { pid } = child;
      if (pid === undefined) return;
      running.add(pid);
      child.once('exit', () => running.delete(pid));
      send({ event: 'child', pid });
    });
  });
  return running;
}
