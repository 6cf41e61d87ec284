/** `npm run lab …`: the learner's command. The only place of it that touches the process. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startJudge } from './checker/judge.ts';
import { foldersWithoutLab, type Lab, readCourse } from './course/course.ts';
import { Progress } from './course/progress.ts';
import { keepStarters } from './course/starter.ts';
import { check } from './lab/commands/check.ts';
import { lang } from './lab/commands/lang.ts';
import { start } from './lab/commands/start.ts';
import { startForeign } from './lab/commands/start-foreign.ts';
import { diff, hint, listLabs, next, resetLab, restoreLab, solution } from './lab/commands/texts.ts';
import { type Context, UsageError } from './lab/context.ts';
import { paint } from './lab/render/paint.ts';
import { openTerminal } from './lab/watch/terminal.ts';
import { watchLab } from './lab/watch/watch.ts';
import { help, swallowedByNpm, understand } from './lab/words.ts';
import { chooseLanguage } from './language/language.mjs';
import { say, useLanguage } from './language/say.mjs';
import { APART, type Classroom } from './practice/classroom/classroom.ts';

/** Exit status of a program that Ctrl-C has ended, as shells have it. */
const INTERRUPTED = 130;

process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const interrupted = interruption();
  try {
    // `LEAKLAB_ROOT` lets the tests bring a course of their own.
    const root = process.env['LEAKLAB_ROOT'] ?? fileURLToPath(new URL('..', import.meta.url));
    useLanguage(chooseLanguage(root, process.env));
    const swallowed = swallowedByNpm(words, process.env);
    if (swallowed !== null) throw new UsageError(swallowed);
    const course = readCourse(root);
    for (const name of foldersWithoutLab(root))
      console.error(say`\`labs/${name}\` is passed over: it is no lab, for it has no \`lab.json\`.`);
    const { stdin, stdout, env } = process;
    const progress = new Progress(root);
    const context: Context = {
      root,
      course,
      progress,
      classroom: await classroomOf(root, progress),
      startJudge,
      print: (text) => console.log(text),
      interactive: stdin.isTTY === true && stdout.isTTY === true && env['TERM'] !== 'dumb',
      paint: paint(stdout.isTTY === true && stdout.hasColors() && !env['NO_COLOR'], stdout.columns),
      now: () => new Date(),
      interrupted,
    };
    keepStarters(root, course);
    const status = await run(context, words);
    await context.classroom.settle();
    for (const notice of context.progress.takeNotices()) console.error(notice);
    return status;
  } catch (error) {
    if (interrupted.aborted) return INTERRUPTED;
    console.error(explain(error));
    return 2;
  }
}

/** Loaded where somebody has joined one: no other command that ends at once should wait for it. */
async function classroomOf(root: string, progress: Progress): Promise<Classroom> {
  return existsSync(join(root, '.leaklab', 'joined', 'membership.json')) ? memberOf(root, progress) : APART;
}

async function memberOf(root: string, progress: Progress): Promise<Classroom> {
  const { Member } = await import('./practice/classroom/member.ts');
  return new Member(root, progress);
}

/** Ctrl-C, the system asking to end, or a launcher that was killed: the commands end what they have started. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.on('disconnect', () => controller.abort());
  // Listening alone is no reason to go on.
  process.channel?.unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

/** What was thrown on purpose explains itself, the file system nearly so; of a mistake of ours, the author wants to see the place. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && 'path' in error)
    return say`${error.message}\nNothing of yours is lost. Is the folder yours to write to, and the disk not full?`;
  const deliberate = error instanceof UsageError || error.constructor === Error;
  return deliberate ? error.message : say`This is a mistake in Leaklab itself, please report it.\n${error.stack}`;
}

async function run(context: Context, words: string[]): Promise<number> {
  const request = understand(context.course, words, resumed(context));
  switch (request.command) {
    case 'resume':
      return context.interactive ? watch(context, resumed(context)) : listLabs(context);
    case 'list':
      return listLabs(context);
    case 'help':
      context.print(help());
      return 0;
    case 'doctor':
      return seeDoctor(context.root);
    case 'lang':
      return lang(context, request.language);
    case 'catch-up':
      return catchUpWith(context, request.lab, request.confirmed);
    case 'next':
      return open(context, next(context));
    case 'watch':
      return open(context, request.lab);
    case 'join':
      return joinClassroom(context, request.words);
    case 'leave':
      return leaveClassroom(context);
    case 'check':
      openLab(context, request.lab);
      return check(context, request.lab, request.rest.includes('json'));
    case 'run':
      return runLab(context, request.lab, request.rest);
    case 'hint':
      return hint(context, request.lab);
    case 'diff':
      return diff(context, request.lab, request.rest.includes('show'));
    case 'solution':
      return solution(context, request.lab, request.rest.includes('show'));
    case 'reset':
      return resetLab(context, request.lab);
    case 'restore':
      return restoreLab(context, request.lab);
    case 'start':
      return startByHand(context, request.lab);
  }
}

function startByHand(context: Context, lab: Lab): Promise<number> {
  return lab.foreign === undefined ? start(context, lab) : startForeign(context, lab, lab.foreign);
}

/** Loaded when it is asked for: nobody else should wait for it. */
async function runLab(context: Context, lab: Lab, words: string[]): Promise<number> {
  const { run: show } = await import('./lab/commands/run.ts');
  const { liveScreen } = await import('./lab/run/live.ts');
  return show(context, lab, words, () => liveScreen(process.stdout));
}

async function joinClassroom(context: Context, words: readonly string[]): Promise<number> {
  const { join: joinOne } = await import('./lab/commands/join.ts');
  return joinOne(context, words, ask);
}

async function leaveClassroom(context: Context): Promise<number> {
  const { leave } = await import('./lab/commands/join.ts');
  return leave(context);
}

/** Loaded when it is asked for: nobody else should wait for it. */
async function catchUpWith(context: Context, lab: Lab, confirmed: boolean): Promise<number> {
  const { catchUp } = await import('./lab/commands/catch-up.ts');
  return catchUp(context, lab, confirmed, ask);
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await reader.question(question);
  } finally {
    reader.close();
  }
}

/** The launcher does so itself, before it installs anything. */
async function seeDoctor(root: string): Promise<number> {
  const { doctor } = await import('./doctor/doctor.mjs');
  return doctor(root);
}

/** Where the learner stopped: the lab that was open, else the first. */
function resumed({ course, progress }: Context): Lab | null {
  return course.find(({ name }) => name === progress.current) ?? course[0] ?? null;
}

function open(context: Context, lab: Lab | null): Promise<number> | number {
  if (lab === null) return 0;
  if (context.interactive) return watch(context, lab);
  openLab(context, lab);
  return check(context, lab, false);
}

function openLab({ progress, classroom }: Context, lab: Lab): void {
  progress.open(lab.name);
  classroom.opened(lab);
}

async function watch(opened: Context, lab: Lab | null): Promise<number> {
  // Somebody may join while it is open.
  const context = { ...opened, classroom: await memberOf(opened.root, opened.progress) };
  const terminal = openTerminal();
  try {
    for (let current = lab; current !== null; ) current = await watchLab(context, terminal, current);
  } finally {
    terminal.close();
  }
  context.print(say`Bye. Go on where you stopped: npm run lab`);
  return 0;
}
