/** One screen of the watch, as text. */

import { nextLab } from '../../course/next-lab.ts';
import { say } from '../../language/say.mjs';
import { heading } from '../commands/check.ts';
import { allPassed, diffWithSolution, renderHints } from '../commands/help.ts';
import type { Context } from '../context.ts';
import { renderList, renderProgress } from '../render/list.ts';
import type { Size } from '../render/size.ts';
import { renderLearned, renderVerdictScreen } from '../render/verdict.ts';
import { columns, wrap } from '../render/wrap.ts';
import { type LaidOut, layOut } from './layout.ts';
import type { State } from './state.ts';

const polledDrive = (): string => say`(This drive tells nothing of saves: the files are looked at twice a second.)`;

/** Where a screen does not fit, the head is brief, then the body, too; and where that does not fit either, it is scrolled. */
export function renderScreen(context: Context, state: State, size: Size, polling: boolean): LaidOut {
  const foot = `${polling ? `${polledDrive()}\n` : ''}${renderFoot(context, state)}`;
  const laidOut = (briefHead: boolean, briefBody: boolean): LaidOut => {
    const head = renderHead(context, state, briefHead);
    const body = renderView(context, state, briefBody);
    return layOut({ head, body, foot }, size, state.scroll);
  };
  const whole = laidOut(false, false);
  if (whole.whole) return whole;
  const body = laidOut(true, false);
  return body.whole ? body : laidOut(true, true);
}

/** What the task is, where it is told, and what to do. Brief: only what to do. */
function renderHead({ paint }: Context, { lab }: State, brief: boolean): string {
  const files = lab.files.map((file) => `labs/${lab.name}/${file}`);
  const task = [lab.summary, say`The task: ${lab.task}`];
  const lines = [...(brief ? [] : task), say`Edit ${files.join(say` and `)}, and save.`];
  return [paint.strong(heading(lab)), ...lines.map((line) => wrap(line, 0, paint.width))].join('\n');
}

function renderView(context: Context, state: State, brief: boolean): string {
  const { paint, course, progress } = context;
  switch (state.view) {
    case 'hint':
      return renderHints(state.lab, progress, paint);
    case 'spoiler':
      return wrap(
        context.classroom.heldBack(state.lab) ??
          say`The diff shows the solution, and this lab is not passed yet. \`d\` again shows it.`,
        0,
        paint.width,
      );
    case 'diff': {
      const heldBack = context.classroom.heldBack(state.lab);
      return heldBack === null ? diffWithSolution(state.lab, paint) : wrap(heldBack, 0, paint.width);
    }
    case 'list':
      return `${renderList(course, progress, paint)}\n\n${say`Its number opens a lab.`}`;
    case 'verdict':
      return renderVerdictView(context, state, brief);
  }
}

function renderVerdictView(
  { root, paint, course, progress }: Context,
  { lab, phase, verdict, missing, notes }: State,
  brief: boolean,
): string {
  if (missing !== null) return wrap(missing, 0, paint.width);
  if (phase !== null) return `${say`checking…`} ${phase === 'checking' ? '' : paint.quiet(phase)}`.trimEnd();
  if (verdict === null) return '';
  const passed = verdict.outcome === 'pass';
  return [
    renderVerdictScreen(verdict, paint, brief),
    ...(passed ? ['', renderLearned(lab, root, paint)] : []),
    ...(passed && nextLab(course, progress, lab.name) === null ? ['', paint.strong(allPassed())] : []),
    ...notes.flatMap((note) => ['', note]),
  ].join('\n');
}

/** Only keys that do something now. */
function renderFoot(
  { paint, course, progress }: Context,
  { lab, passed, view, missing, quiet, hand, question }: State,
): string {
  const { hints } = progress.of(lab.name);
  const asking = [say`Your question, in one line: ${question ?? ''}▏`, say`(Enter sends it, Esc: the hand alone)`];
  const keys = [
    ...(passed && nextLab(course, progress, lab.name) !== null ? [paint.strong(say`n next lab`)] : []),
    ...(view === 'verdict' ? [] : [say`v verdict`]),
    ...(view === 'hint' && hints === 3 ? [] : [view === 'hint' ? say`h next hint` : say`h hint`]),
    ...(view === 'diff' ? [] : [say`d diff`]),
    ...(view === 'list' ? [] : [say`l list`]),
    ...(missing === null ? [say`r check again`] : []),
    ...(hand === null ? [] : [hand === 'down' ? say`? ask for help` : say`? hand down`]),
    say`q quit`,
  ];
  return `${quiet === null ? '' : `${wrap(quiet, 0, paint.width)}\n`}${question === null ? inLine(keys, paint.width) : wrap(asking.join(' '), 0, paint.width)}\n${paint.quiet(renderProgress(course, progress))}`;
}

/** Beside each other; a line is broken between two of them only. */
function inLine(items: readonly string[], width: number): string {
  return items.reduce((text, item) => {
    const last = text.slice(text.lastIndexOf('\n') + 1);
    return columns(`${last}   ${item}`) <= width ? `${text}   ${item}` : `${text}\n${item}`;
  });
}
