/** `lab N run [starter] [json]`: see it happen. It shows what a load does to the task count, and judges nothing. */
import { CouldNotJudge } from '../../checker/facts.ts';
import { RunFailed } from '../../checker/run/record.ts';
import type { Recording } from '../../checker/run/recording.ts';
import type { Lab } from '../../course/course.ts';
import { say } from '../../language/say.mjs';
import { sentenceOn } from '../../practice/sentence.ts';
import { Subject } from '../../practice/subject.ts';
import type { Context } from '../context.ts';
import type { Paint } from '../render/paint.ts';
import { quote } from '../render/quote.ts';
import { wrap } from '../render/wrap.ts';
import { renderWho } from '../run/groups.ts';
import type { LiveScreen } from '../run/live.ts';
import { writePicture } from '../run/picture.ts';
import { renderRun } from '../run/screen.ts';
import { renderTable } from '../run/table.ts';
import { heading } from './check.ts';

/** Milliseconds between two drawings. */
const FRAME = 100;

export async function run(
  context: Context,
  lab: Lab,
  words: readonly string[],
  openScreen: () => LiveScreen,
): Promise<number> {
  const { print, progress, interrupted } = context;
  progress.open(lab.name);
  try {
    if (words.includes('picture')) print(say`Written: ${await writePicture(context.root, lab, interrupted)}`);
    else {
      const show = words.includes('json') ? printJson : context.interactive ? draw : printTable;
      await show(context, lab, new Subject(context, lab, words.includes('starter')), interrupted, openScreen);
    }
    return 0;
  } catch (error) {
    if (!interrupted.aborted) return explain(context, error, words.includes('json'));
    print(say`Stopped. Nothing is left running.`);
    throw error;
  }
}

type Show = (
  context: Context,
  lab: Lab,
  subject: Subject,
  signal: AbortSignal,
  openScreen: () => LiveScreen,
) => Promise<void>;

const draw: Show = async ({ paint, print }, lab, subject, signal, openScreen) => {
  const screen = openScreen();
  const show = (recording: Recording): void =>
    screen.show(renderRun(heading(lab), recording, subject.before, screen.size, paint));
  let due = 0;
  try {
    const recording = await subject.record((sample) => {
      if (performance.now() < due || sample.outcome !== 'running') return;
      due = performance.now() + FRAME;
      show(sample);
    }, signal);
    show(recording);
  } finally {
    screen.close();
  }
  if (subject.notice !== null) print(`\n${subject.notice}`);
};

const printTable: Show = async ({ paint, print }, lab, subject, signal) => {
  print(`${paint.strong(heading(lab))}\n`);
  const recording = await subject.record(() => {}, signal);
  const { baseline, peak, after, notes, title } = recording;
  print(`${title}\n\n${renderTable(recording, subject.before)}\n`);
  print(say`    baseline ${baseline}, peak ${peak}, stays ${after}\n`);
  for (const line of renderWho(recording, subject.before, paint, Number.POSITIVE_INFINITY, 3)) print(line);
  for (const note of [...notes, ...(subject.notice === null ? [] : [subject.notice])])
    print(wrap(say`Note: ${note}`, 0));
  print(`\n${wrap(sentenceOn(recording, subject.before), 0)}`);
};

const printJson: Show = async ({ print }, _lab, subject, signal) => {
  const recording = await subject.record(() => {}, signal);
  const { before } = subject;
  print(JSON.stringify({ ...recording, sentence: sentenceOn(recording, before), before }, null, 2));
};

/** 1 where the learner's program did not run, 2 where it could not be run here. */
function explain({ print, paint }: Context, error: unknown, json: boolean): number {
  if (json && (error instanceof CouldNotJudge || error instanceof RunFailed)) {
    const finding = error instanceof RunFailed ? error.finding : { help: error.message };
    print(JSON.stringify({ outcome: 'not-run', ...finding }, null, 2));
  } else if (error instanceof CouldNotJudge) print(wrap(error.message, 0));
  else if (error instanceof RunFailed) print(renderFailure(error, paint));
  else throw error;
  return error instanceof RunFailed ? 1 : 2;
}

function renderFailure({ finding, output }: RunFailed, paint: Paint): string {
  return [
    `${paint.bad('✗')} ${paint.strong(say`The program did not run to the end.`)}`,
    wrap(String(finding.actual), 4),
    ...(finding.where ? [wrap(say`at ${finding.where}`, 4)] : []),
    wrap(finding.help, 2),
    ...(output === '' ? [] : [say`\n  What it printed last:\n${quote(output, paint)}`]),
  ].join('\n');
}
