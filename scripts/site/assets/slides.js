// One slide at a time, in as many windows as are open on this deck: each tells the others where it is. Without this
// script the slides stand below each other. No module: a browser loads those from a server only, never from a folder.

const slides = [...document.querySelectorAll('.slide')];
const bar = document.querySelector('.bar');
const curtain = document.querySelector('.curtain');
const announced = document.querySelector('.announced');
/** The next slide, small, above the notes: who presents knows what comes. */
const preview = document.createElement('div');
preview.className = 'preview';
preview.inert = true;
preview.setAttribute('aria-hidden', 'true');
const isAudience = new URLSearchParams(location.search).has('audience');
const root = document.body;

let place = placeOf(location.hash) ?? 0;
let black = false;
let startedAt = null;
let audience = null;

root.classList.add('live', isAudience ? 'audience' : 'presenter');
bar.hidden = isAudience;

const channel = new BroadcastChannel(`leaklab-slides ${location.pathname}`);
channel.addEventListener('message', ({ data }) => heard(data));
// From a file, a window has only its opener to talk to.
window.addEventListener('message', ({ data, source }) => {
  if (source !== null && (source === audience || source === window.opener)) heard(data);
});

function tell(message) {
  channel.postMessage(message);
  if (location.protocol !== 'file:') return;
  for (const other of [audience, window.opener]) if (other && !other.closed) other.postMessage(message, '*');
}

function heard(message) {
  if (message?.kind === 'where' && !isAudience) tell({ kind: 'here', place, black });
  if (message?.kind !== 'here' || !Number.isInteger(message.place)) return;
  place = within(message.place);
  black = message.black === true;
  show();
}

function go(to, dark = false) {
  if (to !== place) startedAt ??= Date.now();
  place = within(to);
  black = dark;
  show();
  tell({ kind: 'here', place, black });
}

function within(number) {
  return Math.min(Math.max(number, 0), slides.length - 1);
}

function placeOf(hash) {
  const [, number] = /^#slide-(\d+)$/.exec(hash) ?? [];
  return number === undefined ? null : within(Number(number) - 1);
}

function show() {
  for (const [index, slide] of slides.entries()) slide.classList.toggle('shown', index === place);
  curtain.hidden = !(black && isAudience);
  root.classList.toggle('is-black', black);
  bar.querySelector('[data-act=black]').setAttribute('aria-pressed', String(black));
  bar.querySelector('output').textContent = `${place + 1} / ${slides.length}`;
  const next = slides[place + 1];
  bar.querySelector('.ahead').textContent =
    next === undefined ? bar.dataset.last : `${bar.dataset.next} ${titleOf(next)}`;
  announced.textContent = `${place + 1} / ${slides.length}: ${titleOf(slides[place])}`;
  history.replaceState(null, '', `${location.search}#slide-${place + 1}`);
  scaleToFit(slides[place].querySelector('.sheet'));
  if (!isAudience) showNext(next);
}

function showNext(next) {
  preview.hidden = next === undefined;
  if (next === undefined) return;
  const sheet = next.querySelector('.sheet').cloneNode(true);
  for (const each of sheet.querySelectorAll('[id]')) each.removeAttribute('id');
  preview.replaceChildren(sheet);
  slides[place].querySelector('.notes').prepend(preview);
  scaleToFit(sheet);
}

function titleOf(slide) {
  return slide.querySelector('h1, h2').textContent;
}

// As large as fits: what can't be read from the back of the room had better be cut in the chapter.
function scaleToFit(sheet) {
  for (let scale = 1; scale >= 0.35; scale -= 0.05) {
    sheet.style.setProperty('--fit', scale.toFixed(2));
    if (fits(sheet)) break;
  }
  sheet.dataset.fit = sheet.style.getPropertyValue('--fit');
}

function fits(sheet) {
  const wide = [...sheet.querySelectorAll('pre, .table')].some(
    ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1,
  );
  return !wide && sheet.scrollHeight <= sheet.clientHeight + 1;
}

const actions = {
  next: () => (black ? go(place) : go(place + 1)),
  previous: () => (black ? go(place) : go(place - 1)),
  first: () => go(0),
  last: () => go(slides.length - 1),
  black: () => go(place, !black),
  notes() {
    root.classList.toggle('without-notes');
    scaleToFit(slides[place].querySelector('.sheet'));
  },
  audience() {
    const address = new URL(location.href);
    address.search = '?audience';
    audience = window.open(address, 'leaklab-audience', 'popup,width=1280,height=720');
    audience?.focus();
  },
  timer() {
    startedAt = Date.now();
    tick();
  },
  theme() {
    const { dataset } = document.documentElement;
    const dark = dataset.theme ? dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    dataset.theme = dark ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', dataset.theme);
    } catch {
      // It holds for this window, then.
    }
  },
  close() {
    bar.querySelector('.help').hidden = true;
  },
  help() {
    const help = bar.querySelector('.help');
    help.hidden = !help.hidden;
  },
};

const keys = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  ' ': 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  PageUp: 'previous',
  Home: 'first',
  End: 'last',
  b: 'black',
  '.': 'black',
  n: 'notes',
  a: 'audience',
  r: 'timer',
  t: 'theme',
  '?': 'help',
  Escape: 'close',
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
  // Space presses a button that has the focus.
  if (event.key === ' ' && event.target.closest('button, a, summary')) return;
  const act = keys[event.key];
  if (isAudience && (act === 'notes' || act === 'audience' || act === 'help')) return;
  event.preventDefault();
  actions[act]();
});

bar.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (button !== null) actions[button.dataset.act]();
});

window.addEventListener('hashchange', () => {
  const to = placeOf(location.hash);
  if (to !== null && to !== place) go(to, black);
});
window.addEventListener('resize', show);
// On paper each slide has a page, and is as large as fits there.
window.addEventListener('beforeprint', () => {
  root.classList.add('printing');
  for (const slide of slides) scaleToFit(slide.querySelector('.sheet'));
});
window.addEventListener('afterprint', () => {
  root.classList.remove('printing');
  show();
});
document.fonts?.ready.then(() => scaleToFit(slides[place].querySelector('.sheet')));
for (const picture of document.querySelectorAll('.sheet img'))
  picture.addEventListener('load', () => scaleToFit(slides[place].querySelector('.sheet')));

function tick() {
  const seconds = startedAt === null ? 0 : Math.floor((Date.now() - startedAt) / 1000);
  bar.querySelector('.timer').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  bar.querySelector('.clock').textContent = new Date().toLocaleTimeString(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
  });
}

if (!isAudience) {
  tick();
  setInterval(tick, 1000);
}
show();
if (isAudience) tell({ kind: 'where' });
