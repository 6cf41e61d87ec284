/** A verdict as text for a person. */
import { relative, sep } from 'node:path';
import type { Fact, Verdict } from '../../checker/verdict.ts';
import type { Lab } from '../../course/course.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

const INDENT = 6;
const VALUE_LIMIT = 240;

export function renderVerdict(verdict: Verdict, paint: Paint): string {
  return [
    ...verdict.facts.map((fact) => renderFact(fact, paint)),
    ...renderGroups(verdict),
    ...renderCounts(verdict),
    ...verdict.notes.map((note) => wrap(`Note: ${note}`, 2)),
    ...(verdict.output === undefined ? [] : ['', '  What the program printed last:', quote(verdict.output)]),
    '',
    renderOutcome(verdict, paint),
  ].join('\n');
}

/** What to take along from a lab that is passed. */
export function renderLearned(lab: Lab, root: string, paint: Paint): string {
  const { name, idea } = lab.otherFix;
  const path = relative(root, lab.solution).split(sep).join('/');
  return [
    paint.strong('What to take along'),
    ...lab.learned.map((line) => wrap(`• ${line}`, 2)),
    '',
    paint.strong('Another right fix'),
    wrap(idea, 2),
    `  ${path}/alternatives/${name}`,
    '',
    `${paint.strong('Read on')}  docs/en/learn/${lab.name}.md`,
  ].join('\n');
}

function renderFact({ title, state, expected, actual, where, help }: Fact, paint: Paint): string {
  if (state === 'pass') return `  ${paint.good('✓')} ${title}`;
  if (state === 'not-reached') return paint.quiet(`  ○ ${title} (not reached)`);
  return [
    `  ${paint.bad('✗')} ${paint.strong(title)}`,
    field('expected', expected),
    field('actual', actual),
    ...(where === undefined ? [] : [field('where', where)]),
    ...(help === undefined ? [] : ['', wrap(help, INDENT), '']),
  ].join('\n');
}

function field(name: string, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const [first = '', ...rest] = wrap((text ?? '').slice(0, VALUE_LIMIT), INDENT + 10).split('\n');
  return [`${' '.repeat(INDENT)}${name.padEnd(10)}${first.trimStart()}`, ...rest].join('\n');
}

function renderGroups({ groups = [], outcome }: Verdict): string[] {
  if (outcome !== 'fail' || groups.length === 0) return [];
  const lines = groups.map(({ count, wait, leaked, stack }) => {
    const [leaf = '', ...callers] = stack;
    const head = `${String(count).padStart(6)} × ${wait}${leaked ? ', leaked' : ''}`;
    return [head, ...[leaf, ...callers].slice(0, 4).map((frame) => wrap(frame, INDENT + 4))].join('\n');
  });
  return ['', '  Who is still there:', ...lines];
}

function renderCounts({ counts, seed, ms }: Verdict): string[] {
  const time = `${(ms / 1000).toFixed(1)} s, seed ${seed}`;
  if (counts === undefined) return ['', `  ${time}`];
  const { baseline, peak, after } = counts;
  return ['', `  tasks: baseline ${baseline}, peak ${peak}, after ${after}   (${time})`];
}

function renderOutcome({ outcome, reason }: Verdict, paint: Paint): string {
  if (outcome === 'pass') return paint.good(paint.strong('✓ Passed.'));
  if (outcome === 'fail') return paint.bad(paint.strong('✗ Not yet.'));
  return `${paint.strong('? Could not judge. Your code may well be right.')}\n${wrap(reason ?? '', 2)}`;
}

function quote(text: string): string {
  return text
    .split('\n')
    .slice(-12)
    .map((line) => `  | ${line.slice(0, 74)}`)
    .join('\n');
}
