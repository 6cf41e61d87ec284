// The instructor's page: what the stream says is drawn, and what is pressed is sent. Nothing is kept here.
import { drawAttention } from './attention.js';
import { EMPTY, shown, take } from './board.js';
import { check, logIn, removeAll, snapshot } from './calls.js';
import { element } from './element.js';
import { drawGrid } from './grid.js';
import { openPerson } from './person.js';
import { drawClock, drawPlan, makeTimer } from './schedule.js';
import { drawLabs, drawSession, makeLine } from './steering.js';
import { setClock } from './time.js';
import { chooseLanguage, LANGUAGES, speak, words } from './words.js';

const place = (id) => document.getElementById(id);
const notice = place('notice');
let board = EMPTY;
const filter = { name: '', show: 'all' };

/** Tells what was refused. True where it was done. */
async function act(promise) {
  try {
    await promise;
    tell('');
    return true;
  } catch (error) {
    tell(words.refused(error.message));
    return false;
  }
}

function tell(text) {
  notice.textContent = text;
  notice.hidden = text === '';
}

const open = (id) => act(openPerson(place('person'), id, board.course, act));

function draw(changed) {
  const { session, summary } = board;
  setClock(board.now);
  place('presence').textContent = words.here(summary.present, summary.learners);
  place('code').textContent = session.code;
  if (session.trouble !== null) tell(session.trouble);
  place('take-out').hidden = filter.name === '' && filter.show === 'all';
  drawGrid(place('grid'), board, filter, changed, open);
  drawAttention({ hands: place('hands'), facts: place('facts'), stuck: place('stuck') }, board, { act, onOpen: open });
  drawPlan(place('plan'), board, act);
  drawLabs(place('labs'), board, act);
  drawSession(place('session'), board, act);
  drawClock(place('clock'), board);
}

function show(what) {
  filter.show = what;
  place('show').value = what;
  if (board.session !== null) draw([]);
}

/** What was missed can't be told from what was heard: then all is asked for anew. */
function see(event, data) {
  const taken = take(board, event, data);
  if (taken === null) return askAnew();
  board = taken.board;
  draw(taken.changed);
}

let asking = false;

async function askAnew() {
  if (asking) return;
  asking = true;
  try {
    see('snapshot', await snapshot());
  } catch {
    // The next message asks again.
  } finally {
    asking = false;
  }
}

/** Those that the filter shows, at once: for names that were made up by the hundred. */
function takeOut() {
  const ids = shown(board, filter).map(({ id }) => id);
  if (ids.length > 0 && confirm(words.removeShownSure(ids.length))) act(removeAll(ids));
}

function listen() {
  const stream = new EventSource('/api/instructor/stream');
  const hear = (event) => (message) => {
    document.body.dataset.connected = 'yes';
    place('lost').hidden = true;
    see(event, JSON.parse(message.data));
  };
  stream.addEventListener('snapshot', hear('snapshot'));
  stream.addEventListener('update', hear('update'));
  stream.addEventListener('error', () => {
    document.body.dataset.connected = 'no';
    place('lost').hidden = false;
    // A browser gives up on some answers; this page does not.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

const KEYS = {
  '/': () => place('find').focus(),
  h: () => show('hands'),
  s: () => show('stuck'),
  a: () => show('all'),
  l: () => place('line').focus(),
  p: () => document.querySelector('[data-key="pause"]')?.click(),
  '?': () => {
    place('keys').hidden = !place('keys').hidden;
  },
};

function onKey(event) {
  const typing = event.target.closest('input, select, textarea, dialog');
  if (typing && event.key === 'Escape') event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || KEYS[event.key] === undefined) return;
  event.preventDefault();
  KEYS[event.key]();
}

async function start() {
  speak();
  document.title = `Leaklab · ${words.dashboard}`;
  const language = place('language');
  language.append(
    ...Object.entries(LANGUAGES).map(([code, name]) =>
      element('option', { value: code, selected: code === words.code }, name),
    ),
  );
  language.addEventListener('change', () => chooseLanguage(language.value));
  place('timer').append(makeTimer(act));
  place('line-form').append(makeLine(act));
  place('find').addEventListener('input', ({ target }) => {
    filter.name = target.value;
    if (board.session !== null) draw([]);
  });
  place('show').addEventListener('change', ({ target }) => show(target.value));
  place('take-out').addEventListener('click', takeOut);
  document.addEventListener('keydown', onKey);
  try {
    await logIn();
    await check();
  } catch (error) {
    return tell(error.status === 401 ? words.noAccess : words.refused(error.message));
  }
  place('board').hidden = false;
  listen();
  setInterval(() => {
    if (board.session !== null) drawClock(place('clock'), board);
  }, 1000);
}

await start();
