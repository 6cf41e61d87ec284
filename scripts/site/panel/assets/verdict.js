// The facts as they turn, and the verdict: the same one that the terminal shows.
import { element, fill, placeLink, prose } from './dom.js';

const SYMBOLS = { pass: '✓', fail: '✗', 'not-reached': '○' };
const OUTCOMES = { pass: '✓', fail: '✗', 'could-not-judge': '?' };

export function verdict({ missing, problem, activity, facts, verdict: judged, beside, learned }, words) {
  return [
    ...(missing === null ? [] : [element('p', { class: 'bad' }, prose(missing))]),
    ...(problem === null ? [] : notRun(problem, words)),
    ...(facts.length === 0 && judged === null ? [] : [element('h3', {}, words.verdict)]),
    judged === null ? null : outcome(judged, facts, words),
    element('ul', { class: 'facts' }, ...facts.map((fact) => factItem(fact, activity === 'check', words))),
    ...(judged === null ? [] : besides(judged, beside, words)),
    ...(judged?.outcome === 'pass' ? takeAlong(learned, words) : []),
  ];
}

/** `✗ Not yet. 8 of 10 facts hold.` */
export function outcomeText({ outcome }, facts, words) {
  const held = facts.filter(({ state }) => state === 'pass').length;
  const text = { pass: words.pass, fail: words.fail, 'could-not-judge': words.couldNotJudge }[outcome];
  return `${OUTCOMES[outcome]} ${fill(text, { held, all: facts.length })}`;
}

function outcome(judged, facts, words) {
  const { outcome, reason } = judged;
  return element(
    'p',
    { class: `outcome ${outcome}` },
    element('strong', {}, outcomeText(judged, facts, words)),
    reason === undefined ? null : element('span', { class: 'reason' }, ' ', prose(reason)),
  );
}

function factItem({ title, state, expected, actual, place, help }, checking, words) {
  const state_ = { pass: words.holds, fail: words.fails, 'not-reached': words.notReached }[state];
  const found = [
    [words.expected, shownValue(expected)],
    [words.actual, shownValue(actual)],
    [words.where, place === null ? null : placeLink(place, words)],
  ].filter(([, value]) => value !== null);
  return element(
    'li',
    { class: state },
    element('span', { class: 'symbol', 'aria-hidden': 'true' }, SYMBOLS[state]),
    element('span', { class: 'spoken' }, `${state_}: `),
    prose(title),
    // While it goes on, it may still be.
    state === 'not-reached' && !checking ? element('span', { 'aria-hidden': 'true' }, ` (${state_})`) : null,
    state !== 'fail'
      ? null
      : element('dl', {}, ...found.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
    help === undefined ? null : element('p', {}, prose(help)),
  );
}

function shownValue(value) {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return prose(text.length > 240 ? `${text.slice(0, 240)}…` : text);
}

function besides({ counts, notes, output, seed }, { typeErrors, changed }, words) {
  return [
    ...notes.map((note) => element('p', {}, `${words.note}: `, prose(note))),
    ...printed(output, words),
    counts === undefined ? null : element('p', { class: 'quiet' }, fill(words.counts, { ...counts, seed })),
    ...listed(words.typeErrors, typeErrors),
    ...listed(words.changed, changed),
  ];
}

function listed(heading, items) {
  if (items.length === 0) return [];
  return [
    element('p', {}, heading),
    element('ul', {}, ...items.map((item) => element('li', {}, element('code', {}, item)))),
  ];
}

function notRun({ help, actual, place, output }, words) {
  return [
    element('p', { class: 'bad' }, element('strong', {}, `✗ ${words.notRun}`)),
    actual === undefined ? null : element('p', {}, prose(actual)),
    place === null ? null : element('p', {}, placeLink(place, words)),
    element('p', {}, prose(help)),
    ...printed(output, words),
  ];
}

function printed(output, words) {
  return output === undefined ? [] : [element('p', {}, words.printed), element('pre', { tabindex: '0' }, output)];
}

function takeAlong(learned, words) {
  return [
    element('h3', {}, words.learned),
    element('ul', {}, ...learned.map((line) => element('li', {}, prose(line)))),
  ];
}
