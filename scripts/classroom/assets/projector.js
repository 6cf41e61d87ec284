// The screen that the room sees: how to join, the time, how far everybody is. No names.
import { check } from './calls.js';
import { element } from './element.js';
import { countdown, setClock, timerLeft } from './time.js';
import { joinLine, speak, words } from './words.js';

const place = (id) => document.getElementById(id);
let view = null;

function drawJoin({ code, addresses, shared, steering }) {
  // Nobody can join what is over.
  place('join').hidden = steering.endedAt !== null;
  const command = joinLine(addresses[0] ?? '', code);
  place('join').replaceChildren(
    element('div', {}, element('h1', {}, words.joinTitle), element('p', {}, element('code', {}, command))),
    shared
      ? element('img', { src: '/api/instructor/qr.svg', alt: `QR: ${addresses[0]}/#${code}` })
      : element('p', { class: 'quiet' }, words.onlyHere),
  );
}

function drawClock() {
  const { timer, pausedAt, endedAt } = view.steering;
  const left = timerLeft(timer);
  const parts = [];
  if (endedAt !== null) parts.push(element('strong', {}, words.ended));
  else if (pausedAt !== null) parts.push(element('strong', {}, `❚❚ ${words.paused}`));
  if (left !== null) {
    parts.push(element('strong', { class: left < 0 ? 'late big' : 'big' }, left < 0 ? words.timeUp : countdown(left)));
    if (timer.label !== '') parts.push(element('span', {}, timer.label));
  }
  place('clock').replaceChildren(...parts);
}

function drawProgress({ labs, learners, steering }) {
  const rows = labs.map(({ name, number, title, passed }) =>
    element(
      'tr',
      { 'aria-current': steering.openLab === name ? 'step' : null },
      element('th', { scope: 'row' }, `${steering.openLab === name ? '▶ ' : ''}${number} · ${title[words.code]}`),
      element(
        'td',
        {},
        element('progress', { max: Math.max(1, learners), value: passed, 'aria-label': title[words.code] }),
      ),
      element('td', {}, `${passed > 0 ? '✓ ' : ''}${words.passedOf(passed, learners)}`),
    ),
  );
  place('progress').replaceChildren(
    element('h2', {}, words.progress),
    element('table', {}, element('tbody', {}, ...rows)),
  );
}

function draw() {
  setClock(view.now);
  place('said').textContent = view.steering.line?.text ?? '';
  drawJoin(view);
  drawClock();
  drawProgress(view);
}

function listen() {
  const stream = new EventSource('/api/instructor/projector');
  stream.addEventListener('projector', (message) => {
    view = JSON.parse(message.data);
    place('lost').hidden = true;
    place('screen').hidden = false;
    draw();
  });
  stream.addEventListener('error', () => {
    place('lost').hidden = false;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

speak();
document.title = `Leaklab · ${words.progress}`;
try {
  await check();
  listen();
  setInterval(() => {
    if (view !== null) drawClock();
  }, 1000);
} catch {
  place('notice').textContent = words.noAccess;
  place('notice').hidden = false;
}
