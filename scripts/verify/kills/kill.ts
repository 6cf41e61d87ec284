/** One kill, and what is to be true after it: nothing runs any more, no file is half written, the next check is right. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from './command.ts';
import { CHECKED, type Content, type KillCourse, RESET } from './course.ts';
import { halfWritten } from './half-written.ts';
import type { Deed, Kill } from './plan.ts';

export interface Killed {
  kill: Kill;
  /** Whether there still was somebody to kill. */
  inTime: boolean;
  /** In words; empty where all is well. */
  problems: string[];
}

interface Doing {
  content: Content;
  words: string[];
  /** How it must not end: 0 where the code is wrong, 1 where it is right. */
  never: number[];
}

/** 2 (could not judge) and the ends by a signal are right for all of them. */
const DOINGS: { [deed in Deed]: Doing } = {
  'check a right fix': { content: 'solution', words: [CHECKED, 'check'], never: [1] },
  'check the starter': { content: 'starter', words: [CHECKED, 'check'], never: [0] },
  'check a service that loops for ever': { content: 'loop', words: [CHECKED, 'check'], never: [0] },
  'start the service': { content: 'solution', words: [CHECKED, 'start'], never: [1] },
  reset: { content: 'mine', words: [RESET, 'reset'], never: [1] },
  'list, for the first time': { content: 'starter', words: ['list'], never: [1] },
};
/** Milliseconds for what goes on, since nobody it needs was killed. */
const GOES_ON = 2000;
/** Milliseconds for all to be gone after a Ctrl-C, on a busy machine. */
const PATIENCE = 20_000;

export async function killOnce(course: KillCourse, kill: Kill): Promise<Killed> {
  const { content, words, never } = DOINGS[kill.deed];
  course.put(content);
  if (kill.deed === 'list, for the first time') course.forget();
  const command = new Command(course, words);
  const problems: string[] = [];
  let inTime = false;
  try {
    const pid = await command.find(kill.target);
    await sleep(kill.delay);
    inTime = pid !== null && command.processes().some((each) => each.pid === pid);
    if (pid !== null) command.kill(kill.target, pid, kill.signal);
    // The rest of a check, a program that a save would start anew: Ctrl-C ends them.
    if (!(await command.ends(GOES_ON))) command.kill('whole group', 0, 'SIGINT');
    if (!(await command.ends(PATIENCE)))
      problems.push(`still running: ${command.processes().map(({ pid, command }) => `${pid} ${command}`)}`);
    if (never.includes(command.status ?? -1))
      problems.push(`it ended with status ${command.status}:\n${command.output.trim()}`);
  } finally {
    command.endAll();
  }
  problems.push(...halfWritten(course));
  course.begin();
  problems.push(...(await nextCheck(course, kill)));
  return { kill, inTime, problems };
}

/** A right fix passes, or a starter fails: as after any other day. */
async function nextCheck(course: KillCourse, { delay }: Kill): Promise<string[]> {
  const [content, status]: [Content, number] = delay % 2 === 0 ? ['solution', 0] : ['starter', 1];
  course.put(content);
  const command = new Command(course, [CHECKED, 'check', 'json']);
  try {
    const ended = await command.ends(3 * PATIENCE);
    if (ended && command.status === status) return [];
    return [`the next check, of the ${content}, ended with status ${command.status}:\n${command.output.trim()}`];
  } finally {
    command.endAll();
  }
}
