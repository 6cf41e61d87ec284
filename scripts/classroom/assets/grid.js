// The room as a grid: learner by lab. Rows are kept, and only those that changed are made anew.
import { factWords, shown } from './board.js';
import { button, element } from './element.js';
import { words } from './words.js';

const rows = new Map();

/** `changed`: ids of learners whose row is old; null for all. `onOpen(id)`: a learner was chosen. */
export function drawGrid(table, board, filter, changed, onOpen) {
  const [head, body] = [table.tHead, table.tBodies[0]];
  if (changed === null) {
    rows.clear();
    head.replaceChildren(heading(board.course));
  }
  for (const id of changed ?? []) rows.delete(id);
  const key =
    document.activeElement?.closest('tbody') === body ? document.activeElement.getAttribute('data-key') : null;
  const wanted = shown(board, filter).map((learner) => {
    const row = rows.get(learner.id) ?? drawRow(board.course, learner, onOpen);
    rows.set(learner.id, row);
    return row;
  });
  if (wanted.length === 0) {
    const nothing = board.learners.size === 0 ? words.nobody : words.nobodyShown;
    wanted.push(element('tr', {}, element('td', { colspan: board.course.length + 1, class: 'quiet' }, nothing)));
  }
  // Rows that stay where they are are not touched: a reader keeps the place.
  if (wanted.length !== body.children.length || wanted.some((row, index) => body.children[index] !== row)) {
    body.replaceChildren(...wanted);
    if (key !== null) body.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }
}

function heading(course) {
  const labs = course.map(({ number, title }) => element('th', { scope: 'col' }, `${number} · ${title[words.code]}`));
  return element('tr', {}, element('th', { scope: 'col' }, words.learner), ...labs);
}

function drawRow(course, learner, onOpen) {
  const name = button(`learner-${learner.id}`, learner.name, () => onOpen(learner.id), { class: 'name' });
  const hand =
    learner.hand === null
      ? null
      : element('span', { class: 'hand' }, learner.hand.comingAt === null ? words.handUp : `✓ ${words.coming}`);
  const cells = course.map((lab) => drawCell(course, lab.name, learner.cells[lab.name]));
  return element('tr', {}, element('th', { scope: 'row' }, name, hand), ...cells);
}

function drawCell(course, lab, cell) {
  const [symbol, word] = words.states[cell?.state ?? 'none'];
  const said = cell?.state === 'failing' && cell.fact !== null ? factWords(course, lab, cell.fact, words.code) : word;
  const more = [];
  if (cell !== undefined && cell.state !== 'passed') more.push(words.minutes(cell.minutes));
  if (cell !== undefined && cell.hints > 0) more.push(words.hints(cell.hints));
  return element(
    'td',
    { class: `cell ${cell?.state ?? 'none'}` },
    element('span', { class: 'symbol', 'aria-hidden': 'true' }, symbol),
    element('span', { class: 'said' }, said),
    more.length === 0 ? null : element('small', {}, more.join(' · ')),
  );
}
