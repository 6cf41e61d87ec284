/** May this process be sent SIGUSR1? Decided before anything is done to it: a process that does not catch the signal would die of it. */
import { AttachError } from './errors.ts';
import { inspectorOptions } from './options.ts';
import type { ProcessFacts } from './process-facts.ts';

export interface Asking {
  pid: number;
  uid: number;
  /** The network that we see. */
  network: string;
}

/** The oldest Node on which this was tried. */
const OLDEST = 22;

/** `node`: the version of its Node, null where it is no Node. Throws an `AttachError`. */
export function examine(facts: ProcessFacts, node: string | null, asking: Asking): void {
  const problem = problemOf(facts, node, asking);
  if (problem !== null) throw new AttachError(problem);
}

function problemOf(facts: ProcessFacts, node: string | null, asking: Asking): string | null {
  const { pid, group, innerPid, nodeOptions, state, tracer, uid, words } = facts;
  if (pid === asking.pid) return `Process \`${pid}\` is this command itself: give the pid of another process.`;
  if (group !== pid) return `\`${pid}\` is a thread of process \`${group}\`: attach to that.`;
  if (state === 'Z') return `Process \`${pid}\` has ended: run \`taskscope\` for those that are there.`;
  if (asking.uid !== 0 && uid !== asking.uid) {
    return `Process \`${pid}\` belongs to another user: attach as that user, or as root.`;
  }
  if (!facts.open) {
    return `Process \`${pid}\` may not be looked at, for it has privileges of its own, or this container may not: attach as root, outside of it.`;
  }
  if (node === null) {
    return `Process \`${pid}\` runs no Node that is known by its executable, and is sent no signal: run \`taskscope\` for the Node processes of this machine.`;
  }
  if (Number(/\d+/.exec(node)) < OLDEST) {
    return `Process \`${pid}\` runs Node ${node}, and this was tried on ${OLDEST} and newer: have it write a snapshot with \`--heapsnapshot-signal\`, and read that with \`taskscope snapshot FILE\`.`;
  }
  if (state === 'T') return `Process \`${pid}\` is stopped: let it go on with \`kill -CONT ${pid}\`, then attach.`;
  if (tracer !== 0) {
    return `Process \`${pid}\` is being traced by process \`${tracer}\` (gdb or strace, perhaps), which a signal would reach first: end that, then attach.`;
  }
  if (facts.network !== asking.network) {
    return `Process \`${pid}\` is in a container, or another network: attach in there, where it is process \`${innerPid}\` (\`docker exec … npx taskscope attach ${innerPid}\`).`;
  }
  if (!facts.caught) {
    const { disabled } = inspectorOptions(nodeOptions, words);
    return disabled === null
      ? `Process \`${pid}\` does not catch SIGUSR1, which might end it, so it was not sent: it may have just been started. Try again, or have it write a snapshot with \`--heapsnapshot-signal\`, and read that with \`taskscope snapshot FILE\`.`
      : `Process \`${pid}\` was started with \`${disabled}\`, so that SIGUSR1 opens no inspector: start it without, or have it write a snapshot with \`--heapsnapshot-signal\`, and read that with \`taskscope snapshot FILE\`.`;
  }
  return null;
}
