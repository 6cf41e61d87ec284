// What the instructor does to the room: labs, a line, pause, end, what is stored, who can reach it.
import { deleteAll, share, steer } from './calls.js';
import { button, element, replace } from './element.js';
import { joinLine, words } from './words.js';

export function drawLabs(place, { course, session }, act) {
  const { openLab, released } = session.steering;
  const row = ({ name, number, title }) => {
    const open = openLab === name;
    const free = released.includes(name);
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, `${number} · ${title[words.code]}`),
      element(
        'td',
        {},
        open
          ? element('span', { class: 'badge' }, `▶ ${words.opened}`)
          : button(`open-${name}`, words.openLab, () => act(steer({ do: 'open', lab: name }))),
      ),
      element(
        'td',
        {},
        button(`release-${name}`, free ? words.holdBack : words.release, () =>
          act(steer({ do: free ? 'hold-back' : 'release', lab: name })),
        ),
        element('small', {}, ` ${free ? `✓ ${words.released}` : words.heldBack}`),
      ),
    );
  };
  replace(place, element('h3', {}, words.labs), element('table', {}, element('tbody', {}, ...course.map(row))));
}

/** Made once: see `makeTimer`. */
export function makeLine(act) {
  const line = element('input', { type: 'text', maxlength: 200, required: true, 'aria-label': words.line, id: 'line' });
  const send = (event) => {
    event.preventDefault();
    act(steer({ do: 'line', text: line.value })).then((done) => {
      if (done) line.value = '';
    });
  };
  return element(
    'form',
    { onsubmit: send },
    element('h3', {}, words.line),
    line,
    element('button', {}, words.send),
    button('clear-line', words.clear, () => act(steer({ do: 'clear-line' }))),
  );
}

/** So many more are let in by one click: see protocol/words.ts. */
const MORE = 300;

export function drawSession(place, { session, learners }, act) {
  const { steering, shared, code, addresses } = session;
  const paused = steering.pausedAt !== null;
  const ended = steering.endedAt !== null;
  const sure = (question, order) => () => {
    if (confirm(question)) act(order());
  };
  replace(
    place,
    steering.line === null ? null : element('p', { class: 'line' }, `“${steering.line.text}”`),
    ended
      ? element('p', { class: 'late' }, words.ended)
      : element(
          'p',
          { class: 'row' },
          button('pause', paused ? words.resume : words.pause, () => act(steer({ do: paused ? 'resume' : 'pause' }))),
          button(
            'end',
            words.end,
            sure(words.endSure, () => steer({ do: 'end' })),
          ),
        ),
    ended ? null : element('h3', {}, words.joinRoom),
    ended ? null : element('p', {}, element('code', {}, joinLine(addresses[0] ?? '', code))),
    ended ? null : drawDoor(steering, learners.size, act),
    shared || ended
      ? null
      : element(
          'p',
          { class: 'row' },
          element('span', { class: 'quiet' }, words.onlyHere),
          button('share', words.share, sure(words.shareSure, share)),
        ),
    element('p', { class: 'row' }, element('a', { href: '/projector', target: '_blank' }, words.projector)),
    element('h3', {}, words.data),
    element(
      'p',
      { class: 'row' },
      element('a', { href: '/api/instructor/export.csv', download: true }, words.exportCsv),
      element('a', { href: '/api/instructor/export.json', download: true }, words.exportJson),
      button('delete', words.deleteAll, sure(words.deleteSure, deleteAll)),
    ),
    element('p', { class: 'quiet' }, words.kept),
  );
}

/** Who may still come in. */
function drawDoor({ seats, locked }, taken, act) {
  const full = taken >= seats;
  const said = locked
    ? words.locked
    : full
      ? `${words.seatsTaken(taken, seats)} ${words.full}`
      : words.seatsTaken(taken, seats);
  return element(
    'p',
    { class: 'row' },
    element('span', { class: full && !locked ? 'late' : 'quiet' }, said),
    full && !locked ? button('seats', words.letIn(MORE), () => act(steer({ do: 'seats', seats: seats + MORE }))) : null,
    button('door', locked ? words.unlock : words.lock, () => act(steer({ do: locked ? 'unlock' : 'lock' }))),
  );
}
