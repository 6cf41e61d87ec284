/** One screen of the watch, as text. */

import { heading } from '../commands/check.ts';
import { diffWithSolution } from '../commands/help.ts';
import type { Context } from '../context.ts';
import { renderList, renderProgress } from '../render/list.ts';
import { renderLearned, renderVerdict } from '../render/verdict.ts';
import { wrap } from '../render/wrap.ts';
import type { State } from './state.ts';

export function renderScreen(context: Context, state: State, hint: string, polling: boolean): string {
  const { paint, course, progress } = context;
  return [
    paint.strong(heading(state.lab)),
    '',
    renderView(context, state, hint),
    '',
    ...(polling ? [paint.quiet('(files are looked at twice a second: this system tells nothing of saves)')] : []),
    renderKeys(state),
    paint.quiet(renderProgress(course, progress)),
  ].join('\n');
}

function renderView(context: Context, state: State, hint: string): string {
  const { paint, course, progress } = context;
  switch (state.view) {
    case 'hint':
      return hint;
    case 'diff':
      return diffWithSolution(state.lab, paint);
    case 'list':
      return renderList(course, progress, paint);
    case 'verdict':
      return renderVerdictView(context, state);
  }
}

function renderVerdictView({ root, paint }: Context, { lab, phase, verdict, missing, notes }: State): string {
  if (missing !== null) return wrap(missing, 0);
  if (phase !== null) return `  checking… ${phase === 'checking' ? '' : paint.quiet(phase)}`;
  if (verdict === null) return '';
  return [
    renderVerdict(verdict, paint),
    ...(verdict.outcome === 'pass' ? ['', renderLearned(lab, root, paint)] : []),
    ...notes.flatMap((note) => ['', note]),
  ].join('\n');
}

function renderKeys({ lab, verdict, view }: State): string {
  const keys = [
    ...(verdict?.outcome === 'pass' ? ['n next lab'] : []),
    ...(view === 'verdict' ? [] : ['v verdict']),
    'h hint',
    'd diff',
    'l list',
    'r check again',
    'q quit',
  ];
  return `${keys.join('   ')}\nEdit ${lab.files.map((file) => `labs/${lab.name}/${file}`).join(', ')} and save.`;
}
