// The panel of a lab: what the server tells is shown, what is pressed is asked for. It decides nothing itself.
import { element, fill, part, prose } from './dom.js';
import { drawings } from './drawings.js';
import { aim, makeChoice } from './editors.js';
import { profile } from './profile.js';
import { classroom } from './room.js';
import { startOver } from './start-over.js';
import { checklist } from './task.js';
import { outcomeText, verdict } from './verdict.js';

/** Milliseconds after which a tab that had to rest, and is looked at, comes again. */
const RESTED = 1000;
/** Pixels that are left free around what is brought into sight. */
const GAP = 8;

const panel = document.querySelector('.panel');
const { address, language } = panel.dataset;
const words = JSON.parse(panel.dataset.words);
const find = (selector) => panel.querySelector(selector);

const ask = (what, values = {}) =>
  fetch(`${address}/${what}?${new URLSearchParams({ language, ...values })}`, {
    method: 'POST',
    headers: { 'X-Leaklab': 'panel' },
  });
const read = async (what) => {
  const response = await fetch(`${address}/${what}`);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
};

/** What was pressed last. */
let asked = '';
panel.addEventListener('click', ({ target }) => {
  const button = target.closest('button[data-ask]');
  if (button === null) return;
  asked = button.dataset.ask;
  // Without an answer the stream tells of it, too.
  ask(asked).catch(() => {});
});

const phase = find('.phase');
const showDrawings = drawings(find('.drawings'), words);
const showProfile = profile(find('.profile'), words, read);
const showRoom = classroom(find('.room'), words, async (what, values) => {
  try {
    const response = await ask(what, values);
    return { done: response.ok, note: await response.text() };
  } catch {
    return { done: false, note: words.offline };
  }
});
const showVerdict = part(find('.verdict'), (view) => verdict(view, words));

const showHints = part(find('.hints'), (hints, all) => [
  element('h3', {}, words.hints),
  ...hints.map(({ title, html }, index) => {
    const text = element('div');
    // Rendered by the server, with raw HTML off.
    text.innerHTML = html;
    return element('details', { open: index === hints.length - 1 }, element('summary', {}, title), text);
  }),
  element(
    'p',
    { class: 'actions' },
    hints.length < all ? element('button', { type: 'button', 'data-ask': 'hint' }, words.nextHint) : null,
    element('span', { class: 'quiet' }, fill(words.hintsShown, { shown: hints.length, all })),
  ),
]);

const showDiff = part(find('.diff'), (done) => {
  const text = element('div');
  const details = element('details', { hidden: !done }, element('summary', {}, words.diff), text);
  details.addEventListener('toggle', async () => {
    if (details.open) text.replaceChildren(...(await solution(!done)));
  });
  if (done) return [details];
  const anyway = element('button', { type: 'button' }, words.solutionAnyway);
  anyway.addEventListener('click', () => {
    if (!confirm(words.solutionSure)) return;
    details.hidden = false;
    details.open = true;
  });
  return [
    element('p', { class: 'actions' }, element('span', { class: 'quiet' }, words.diffAfterPass), anyway),
    details,
  ];
});

/** The instructor may hold it back: then it says so. */
async function solution(confirmed) {
  try {
    return diff(await read(`diff?${new URLSearchParams({ language, ...(confirmed ? { confirmed: 'yes' } : {}) })}`));
  } catch (error) {
    return [element('p', {}, prose(error.message))];
  }
}

function diff(files) {
  const changed = files.filter(({ hunks }) => hunks.length > 0);
  if (changed.length === 0) return [element('p', {}, words.same)];
  return [
    element('p', { class: 'quiet' }, words.yours),
    ...changed.flatMap(({ file, hunks }) =>
      hunks.flatMap(({ line, lines }) => [
        element('p', {}, element('code', {}, `${file}:${line}`)),
        element('pre', { tabindex: '0' }, ...lines.map(diffLine)),
      ]),
    ),
  ];
}

function diffLine(line) {
  const kind = { '-': 'removed', '+': 'added' }[line[0]] ?? 'same';
  return element('span', { class: `line ${kind}` }, `${line}\n`);
}

const showNext = part(find('.next'), (passed, next) => {
  if (!passed || next === null) return [];
  return [element('a', { href: `/${language}/learn/${next.name}` }, fill(words.next, next))];
});

const showProgress = part(find('.progress'), (labs) => [
  element('h3', {}, words.progress),
  element('p', {}, fill(words.passedInAll, { passed: labs.filter(({ passed }) => passed).length, all: labs.length })),
  element(
    'ol',
    {},
    ...labs.map(({ name, title, passed, given }) => {
      const here = location.pathname.endsWith(`/${name}`);
      const link = element('a', { href: `/${language}/learn/${name}`, 'aria-current': here && 'page' }, title);
      const mark = passed ? `✓ ${words.passed} ` : given ? `» ${words.given} ` : `○ ${words.open} `;
      return element('li', {}, mark, link);
    }),
  ),
]);

startOver(find('.over'), words, ask);
checklist(panel, location.pathname);
makeChoice(find('.editor'), words);
for (const link of panel.querySelectorAll('a[data-path]')) aim(link);

/** In the list of pages, as the server marks it on the next page. */
const markPages = part(element('ul'), (labs) => {
  for (const { name } of labs.filter(({ passed }) => passed)) {
    for (const link of document.querySelectorAll(`.pages [data-lab="${name}"]:not(:has(.mark))`))
      link.prepend(element('span', { class: 'mark', role: 'img', 'aria-label': words.passed }, '✓'), ' ');
  }
  return [];
});

function show(view) {
  find('.instead').hidden = true;
  find('.alive').hidden = false;
  const busy = view.activity !== null;
  find('[data-ask=stop]').hidden = !busy;
  find('[data-ask=run]').disabled = view.missing !== null;
  find('[data-ask=check]').disabled = view.missing !== null;
  say(phaseOf(view));
  showRoom(view.room);
  showDrawings(view);
  showProfile(view.groups);
  const { missing, problem, activity: now, facts, verdict: judged, beside, learned } = view;
  showVerdict({ missing, problem, activity: now, facts, verdict: judged, beside, learned });
  follow(now);
  showHints(view.hints, view.hintsInAll);
  showDiff(view.passed || view.labs.some(({ name, given }) => given && address.endsWith(`/${name}`)));
  showNext(view.passed, view.next);
  showProgress(view.labs);
  markPages(view.labs);
}

/** Whoever saves or presses something wants to see what comes of it; a page that is being read does not move by itself. */
let activity = null;
function follow(now) {
  const begun = now !== activity && now !== null;
  const judged = activity === 'check' && now === null;
  activity = now;
  if (begun) bringUp(find(now === 'run' ? '.drawings' : '.verdict'));
  // The fact that fails may stand below many that hold.
  if (judged) bringUp(find('.facts .fail') ?? find('.verdict'), true);
}

/** `whole`: only as far as it takes to see all of it, where it is not longer than the window. */
function bringUp(place, whole = false) {
  if (getComputedStyle(panel).overflowY === 'auto') {
    const top = place.getBoundingClientRect().top - panel.getBoundingClientRect().top + panel.scrollTop;
    const first = top - find('.actions').offsetHeight - GAP;
    const last = top + place.offsetHeight + GAP - panel.clientHeight;
    const isInSight = panel.scrollTop <= first && panel.scrollTop >= last;
    if (!whole || !isInSight) panel.scrollTop = whole ? Math.min(first, Math.max(panel.scrollTop, last)) : first;
  } else if (asked === 'check' || asked === 'run') place.scrollIntoView({ block: whole ? 'nearest' : 'start' });
}

function say(text) {
  if (phase.textContent !== text) phase.replaceChildren(prose(text));
}

function phaseOf({ activity, elsewhere, now, before, phase, facts, verdict: judged }) {
  if (activity === 'check') return `${words.checking} ${phase ?? ''}`.trim();
  if (activity === 'run') {
    const running = [now, before].find((drawing) => drawing?.outcome === 'running');
    if (running === undefined) return words.starting;
    return { load: words.load, settle: words.settle }[running.marks.at(-1)?.name] ?? words.idle;
  }
  if (elsewhere !== null) return fill(words.elsewhere, { lab: elsewhere });
  return judged === null ? words.ready : outcomeText(judged, facts, words);
}

let stream = null;
function listen() {
  if (stream !== null || document.visibilityState !== 'visible') return;
  stream = new EventSource(`${address}/events?language=${language}`);
  stream.addEventListener('message', ({ data }) => show(JSON.parse(data)));
  stream.addEventListener('error', () => say(words.offline));
  // There are more tabs than the browser can keep connections open for: this one goes on as soon as somebody looks at it.
  stream.addEventListener('rest', () => {
    stream.close();
    stream = null;
    setTimeout(listen, RESTED);
  });
}
document.addEventListener('visibilitychange', listen);
listen();
