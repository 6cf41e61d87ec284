/** A verdict as text for a person. */
import { relative, sep } from 'node:path';
import type { Fact, Verdict } from '../../checker/verdict.ts';
import type { Lab } from '../../course/course.ts';
import { padTo } from '../../language/columns.mjs';
import { say } from '../../language/say.mjs';
import type { Paint } from './paint.ts';
import { quote } from './quote.ts';
import { plain, wrap } from './wrap.ts';

const INDENT = 6;
const VALUE_LIMIT = 240;
const FRAMES = 4;

/** For what scrolls by: the outcome comes last, where the eye is then. */
export function renderVerdict(verdict: Verdict, paint: Paint): string {
  return [...renderBody(verdict, verdict.facts, paint), '', renderOutcome(verdict, paint)].join('\n');
}

/** For a screen, which is read from its top: the outcome comes first. Brief: only what does not hold. */
export function renderVerdictScreen(verdict: Verdict, paint: Paint, brief: boolean): string {
  const facts = brief ? verdict.facts.filter(({ state }) => state === 'fail') : verdict.facts;
  return [renderOutcome(verdict, paint), '', ...renderBody(verdict, facts, paint)]
    .join('\n')
    .replace(/\n\n\n+/g, '\n\n');
}

/** What to take along from a lab that is passed. */
export function renderLearned(lab: Lab, root: string, paint: Paint): string {
  const { name, idea } = lab.otherFix;
  const path = relative(root, lab.solution).split(sep).join('/');
  return [
    paint.strong(say`What to take along`),
    ...lab.learned.map((line) => `  • ${wrap(line, 4, paint.width).trimStart()}`),
    '',
    paint.strong(say`Another right fix`),
    wrap(idea, 2, paint.width),
    `  ${path}/alternatives/${name}`,
    '',
    `${paint.strong(say`Read on`)}  ${lab.chapter}`,
  ].join('\n');
}

function renderBody(verdict: Verdict, facts: readonly Fact[], paint: Paint): string[] {
  const { notes, output } = verdict;
  return [
    ...facts.map((fact) => renderFact(fact, paint)),
    ...renderGroups(verdict, paint),
    ...renderCounts(verdict, paint),
    ...notes.map((note) => wrap(say`Note: ${note}`, 2, paint.width)),
    ...(output === undefined ? [] : ['', say`  What the program printed last:`, quote(output, paint)]),
  ];
}

function renderFact({ title, state, expected, actual, where, help }: Fact, paint: Paint): string {
  const titled = (mark: string, text: string): string => `  ${mark} ${wrap(text, 4, paint.width).trimStart()}`;
  if (state === 'pass') return titled(paint.good('✓'), title);
  if (state === 'not-reached') return paint.quiet(titled('○', say`${title} (not reached)`));
  return [
    titled(paint.bad('✗'), paint.strong(title)),
    field(say`expected`, expected, paint),
    field(say`actual`, actual, paint),
    ...(where === undefined ? [] : [field(say`where`, where, paint)]),
    ...(help === undefined ? [] : ['', wrap(help, INDENT, paint.width), '']),
  ].join('\n');
}

function field(name: string, value: unknown, paint: Paint): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const [first = '', ...rest] = wrap(shortened(plain(text ?? '')), INDENT + 10, paint.width).split('\n');
  return [`${' '.repeat(INDENT)}${padTo(name, 10)}${first.trimStart()}`, ...rest].join('\n');
}

function shortened(text: string): string {
  return text.length <= VALUE_LIMIT ? text : `${text.slice(0, VALUE_LIMIT)}…`;
}

function renderGroups({ groups = [], outcome }: Verdict, paint: Paint): string[] {
  if (outcome !== 'fail' || groups.length === 0) return [];
  const lines = groups.map(({ count, wait, leaked, stack }) => {
    const many = String(count).padStart(6);
    const head = leaked ? say`${many} × ${wait}, leaked` : `${many} × ${wait}`;
    return [head, ...stack.slice(0, FRAMES).map((frame) => wrap(frame, INDENT + 4, paint.width))].join('\n');
  });
  return ['', say`  Who is still there:`, ...lines];
}

function renderCounts({ counts, seed, ms }: Verdict, paint: Paint): string[] {
  const time = say`${(ms / 1000).toFixed(1)} s, seed ${seed}`;
  if (counts === undefined) return ['', `  ${time}`];
  const { baseline, peak, after } = counts;
  return ['', wrap(say`tasks: baseline ${baseline}, peak ${peak}, after ${after}   (${time})`, 2, paint.width)];
}

function renderOutcome({ outcome, reason, facts }: Verdict, paint: Paint): string {
  if (outcome === 'could-not-judge')
    return `${paint.strong(say`? Could not judge. Your code may well be right.`)}\n${wrap(reason ?? '', 2, paint.width)}`;
  const held = facts.filter(({ state }) => state === 'pass').length;
  return outcome === 'pass'
    ? say`${paint.good(paint.strong(say`✓ Passed.`))} All ${held} facts hold.`
    : say`${paint.bad(paint.strong(say`✗ Not yet.`))} ${held} of ${facts.length} facts hold.`;
}
