// One learner: all that happened, and what the instructor may do about the name.
import { factWords } from './board.js';
import { historyOf, steer } from './calls.js';
import { button, element } from './element.js';
import { clockTime } from './time.js';
import { words } from './words.js';

export async function openPerson(dialog, id, course, act) {
  const { learner, events } = await historyOf(id);
  const close = () => dialog.close();
  const name = element('input', {
    type: 'text',
    maxlength: 40,
    value: learner.name,
    required: true,
    'aria-label': words.newName,
  });
  const rename = async (event) => {
    event.preventDefault();
    if (await act(steer({ do: 'rename', learner: id, name: name.value }))) close();
  };
  const remove = async () => {
    if (confirm(words.removeSure(learner.name)) && (await act(steer({ do: 'remove', learner: id })))) close();
  };
  dialog.replaceChildren(
    element('h2', {}, `${learner.name}: ${words.history}`),
    element(
      'div',
      { class: 'scroll', tabindex: 0 },
      element('table', {}, element('tbody', {}, ...events.map((event) => drawEvent(event, course)))),
    ),
    element(
      'form',
      { onsubmit: rename, class: 'row' },
      name,
      element('button', {}, words.rename),
      button('remove', words.remove, remove),
    ),
    button('close', words.close, close),
  );
  if (!dialog.open) dialog.showModal();
}

function drawEvent({ at, kind, lab, state, fact, hints, minutes, question }, course) {
  const number = course.find(({ name }) => name === lab)?.number ?? lab;
  const [symbol, word] = words.states[state ?? 'none'];
  const said =
    kind === 'lab'
      ? `${number} · ${symbol} ${state === 'failing' && fact !== null ? factWords(course, lab, fact, words.code) : word}`
      : `${words.events[kind]}${question === null ? '' : `: ${question}`}`;
  const more = kind === 'lab' ? [words.minutes(minutes), ...(hints > 0 ? [words.hints(hints)] : [])].join(' · ') : '';
  return element(
    'tr',
    {},
    element('td', {}, clockTime(at)),
    element('td', {}, said),
    element('td', { class: 'quiet' }, more),
  );
}
