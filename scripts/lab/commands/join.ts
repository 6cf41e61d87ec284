/** `lab join ADDRESS CODE [NAME]`, `lab join` and `lab leave`: a place in an instructor's classroom. */
import { KEPT_DAYS, PORT } from '../../classroom/protocol/words.ts';
import { say } from '../../language/say.mjs';
import { enterClassroom, leaveClassroom, NotJoined } from '../../practice/classroom/enter.ts';
import { Folder, type Membership } from '../../practice/classroom/folder.ts';
import { reportOf } from '../../practice/classroom/joined.ts';
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
  if (address === undefined) return show(context);
  if (code === undefined) {
    throw new UsageError(
      say`The code is missing: npm run lab join ${address} CODE NAME. It stands beside the address.`,
    );
  }
  const given = words.join(' ');
  try {
    const name = async (): Promise<string> => (given === '' && context.interactive ? askName(ask) : given);
    const entered = await enterClassroom(context, { address, code, name }, given === '' ? null : given);
    const { membership, again, taken } = entered;
    if (again) tell(context, [say`You are in this classroom already, as ${membership.name}.`]);
    else welcome(context, membership, taken);
    return 0;
  } catch (error) {
    throw error instanceof NotJoined ? new UsageError(error.message) : error;
  }
}

/** Leaves here in any case, and there where it can be reached. */
export async function leave(context: Context): Promise<number> {
  const membership = new Folder(context.root).membership();
  if (membership === null) {
    tell(context, [say`You are in no classroom.`]);
    return 0;
  }
  tell(context, [
    (await leaveClassroom(context.root, membership))
      ? say`You have left the classroom. What it had of you is deleted. Should you come back, it is told again how far you are.`
      : say`You have left the classroom. It can't be reached just now: what it has of you is deleted ${KEPT_DAYS} days after its session began.`,
  ]);
  return 0;
}

async function askName(ask: (question: string) => Promise<string>): Promise<string> {
  return ask(say`Your name or a nickname, for your instructor to see (Enter: none): `);
}

function welcome(context: Context, { name }: Membership, taken: string | null): void {
  const [lab] = context.course;
  const example = reportOf(lab?.name ?? '02-leaky-query', 'failing', lab?.starterFact ?? null, 1, 12 * 60_000);
  tell(context, [
    say`You are in the classroom as ${name}.`,
    ...(taken !== null
      ? [
          say`Somebody has the name ${taken} already. Should that be you, at another machine: \`npm run lab leave\` there, and your name again here.`,
        ]
      : []),
    say`This is what it is told at each check, and when you open a lab or take a hint:`,
    indented(example),
    say`Beside that only when you ask for help: \`?\` while a lab is open. Never your code, never a path. What it has is kept for ${KEPT_DAYS} days at most.`,
    say`To see what was told last: npm run lab join. To leave, with all that it has of you: npm run lab leave`,
  ]);
}

function show(context: Context): number {
  const folder = new Folder(context.root);
  const membership = folder.membership();
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
