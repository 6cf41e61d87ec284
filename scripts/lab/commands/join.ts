/** `lab join ADDRESS CODE [NAME]`, `lab join` and `lab leave`: a place in an instructor's classroom. */
import { z } from 'zod';
import { Joined as JoinedAnswer, Room } from '../../classroom/protocol/learner.ts';
import { KEPT_DAYS, PORT, PROTOCOL } from '../../classroom/protocol/words.ts';
import { say } from '../../language/say.mjs';
import { classroomUrl, post, RefusedError, UnreachableError } from '../../practice/classroom/ask.ts';
import { Folder, type Membership } from '../../practice/classroom/folder.ts';
import { Joined, reportOf } from '../../practice/classroom/joined.ts';
import { Outbox } from '../../practice/classroom/outbox.ts';
import { type Context, UsageError } from '../context.ts';
import { wrap } from '../render/wrap.ts';

/** Shown to who asks what is kept here. */
const SHOWN = 20;

/** `ask` puts a question to the person at the terminal. */
export async function join(
  context: Context,
  [address, code, ...words]: readonly string[],
  ask: (question: string) => Promise<string>,
): Promise<number> {
  const folder = new Folder(context.root);
  const membership = folder.membership();
  if (address === undefined) return show(context, folder, membership);
  const url = classroomUrl(address, PORT);
  if (url === null) throw new UsageError(say`\`${address}\` is no address. It looks like \`192.168.1.5:${PORT}\`.`);
  if (code === undefined) {
    throw new UsageError(
      say`The code is missing: npm run lab join ${address} CODE NAME. It stands beside the address.`,
    );
  }
  try {
    if (membership !== null && (await isThere(membership, url))) {
      const name = words.length === 0 ? membership.name : await renamed(membership, url, words.join(' '));
      const moved = { ...membership, url, name };
      folder.keepMembership(moved);
      // What waited goes now.
      await new Joined(folder, moved, context.progress).refresh();
      tell(context, [say`You are in this classroom already, as ${name}.`]);
      return 0;
    }
    const name = words.length > 0 || !context.interactive ? words.join(' ') : await askName(ask);
    const body = { protocol: PROTOCOL, code, name: name.trim() === '' ? null : name };
    const joined = await post({ url, path: '/api/join', token: null }, body, JoinedAnswer);
    const { token, session, room } = joined;
    await settleIn(context, folder, { version: 1, url, token, session, name: room.name }, body.name);
    return 0;
  } catch (error) {
    if (error instanceof RefusedError) throw new UsageError(error.message);
    if (error instanceof UnreachableError) {
      throw new UsageError(
        say`No classroom answers at ${url}. Are you in the same network as the instructor, and is the address right?`,
      );
    }
    throw error;
  }
}

/** Leaves here in any case, and there where it can be reached. */
export async function leave(context: Context): Promise<number> {
  const folder = new Folder(context.root);
  const membership = folder.membership();
  if (membership === null) {
    tell(context, [say`You are in no classroom.`]);
    return 0;
  }
  let told = true;
  try {
    await post({ url: membership.url, path: '/api/learner/leave', token: membership.token }, {}, z.null());
  } catch (error) {
    // What it does not know any more is deleted already.
    told = error instanceof RefusedError && error.code === 'token';
  }
  folder.leave(membership);
  tell(context, [
    told
      ? say`You have left the classroom. What it had of you is deleted. Should you come back, it is told again how far you are.`
      : say`You have left the classroom. It can't be reached just now: what it has of you is deleted ${KEPT_DAYS} days after its session began.`,
  ]);
  return 0;
}

/** Whether this learner has a place in the classroom at this address, which may be a new one of the same. */
async function isThere({ token }: Membership, url: string): Promise<boolean> {
  try {
    await post({ url, path: '/api/learner/events', token }, { events: [] }, Room);
    return true;
  } catch (error) {
    if (error instanceof RefusedError && (error.code === 'token' || error.code === 'ended')) return false;
    throw error;
  }
}

/** Gives the name as the classroom has it now. */
async function renamed({ token }: Membership, url: string, name: string): Promise<string> {
  return (await post({ url, path: '/api/learner/name', token }, { name }, Room)).name;
}

async function askName(ask: (question: string) => Promise<string>): Promise<string> {
  return ask(say`Your name or a nickname, for your instructor to see (Enter: none): `);
}

/** `asked`: the name that was asked for. */
async function settleIn(context: Context, folder: Folder, membership: Membership, asked: string | null): Promise<void> {
  folder.settle(membership);
  const classroom = new Joined(folder, membership, context.progress);
  classroom.comeIn(context.course);
  await classroom.refresh();
  const [lab] = context.course;
  const example = reportOf(lab?.name ?? '02-leaky-query', 'failing', lab?.starterFact ?? null, 1, 12 * 60_000);
  tell(context, [
    say`You are in the classroom as ${membership.name}.`,
    ...(asked !== null && membership.name === `${asked.trim()} (2)`
      ? [
          say`Somebody has the name ${asked} already. Should that be you, at another machine: \`npm run lab leave\` there, and your name again here.`,
        ]
      : []),
    say`This is what it is told at each check, and when you open a lab or take a hint:`,
    indented(example),
    say`Beside that only when you ask for help: \`?\` while a lab is open. Never your code, never a path. What it has is kept for ${KEPT_DAYS} days at most.`,
    say`To see what was told last: npm run lab join. To leave, with all that it has of you: npm run lab leave`,
  ]);
}

function show(context: Context, folder: Folder, membership: Membership | null): number {
  if (membership === null) {
    throw new UsageError(
      say`Join with the address and the code of your instructor: npm run lab join 192.168.1.5:${PORT} CODE NAME`,
    );
  }
  const waiting = new Outbox(folder.path).first(SHOWN, Date.now()).map(({ report }) => indented(report));
  const work = Object.entries(folder.work()).map(
    ([lab, { state, fact }]) => `  ${lab}: ${state}${fact === null ? '' : `, ${fact}`}`,
  );
  tell(context, [
    say`You are in the classroom at ${membership.url} as ${membership.name}.`,
    work.length === 0 ? say`It was told nothing yet.` : say`It was told of:\n${work.join('\n')}`,
    ...(waiting.length === 0 ? [] : [say`Not sent yet:\n${waiting.join('\n')}`]),
    say`To leave, with all that it has of you: npm run lab leave`,
  ]);
  return 0;
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^/gm, '  ');
}

function tell({ print, paint }: Context, paragraphs: readonly string[]): void {
  print(
    paragraphs.map((paragraph) => (paragraph.includes('{') ? paragraph : wrap(paragraph, 0, paint.width))).join('\n\n'),
  );
}
