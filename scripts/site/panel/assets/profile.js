// Who is there: a row for each group of tasks, the largest first; below it, when it is asked for, its stack and its lines.
import { element, fill, placeLink, placeName } from './dom.js';

export function profile(container, words, read) {
  const heading = element('h3');
  const total = element('p');
  const body = element('tbody');
  const columns = [words.tasks, words.proof, words.waits, words.at];
  const head = element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name)));
  const table = element('table', {}, element('thead', {}, head), body);
  container.append(heading, total, element('div', { class: 'table', tabindex: '0' }, table));
  container.hidden = true;
  /** By what they wait for and where: a row stays itself while its count rises. */
  const rows = new Map();
  return (groups) => {
    container.hidden = groups === null || groups.groups.length === 0;
    if (container.hidden) return;
    const { of, stayed, proven, running } = groups;
    heading.textContent = of === 'before' ? words.profileBefore : words.profile;
    const suspected = Math.max(0, stayed - proven);
    total.textContent = fill(running ? words.totalNow : words.total, { stayed, proven, suspected });
    const keys = groups.groups.map((group) => JSON.stringify([of, group.leaked, group.wait, group.stack, group.place]));
    for (const [key, row] of rows) {
      if (keys.includes(key)) continue;
      for (const each of row.rows) each.remove();
      rows.delete(key);
    }
    groups.groups.forEach((group, index) => {
      const key = keys[index];
      const row = rows.get(key) ?? makeRow(group, words, read);
      rows.set(key, row);
      row.update(group, running);
      // Only what stands elsewhere is moved: a move takes the focus away.
      if (body.children[index * 2] !== row.rows[0]) body.insertBefore(row.rows[0], body.children[index * 2] ?? null);
      if (body.children[index * 2 + 1] !== row.rows[1]) row.rows[0].after(row.rows[1]);
    });
  };
}

function makeRow(group, words, read) {
  const count = element('button', { type: 'button', class: 'count', 'aria-expanded': 'false', title: words.stack });
  const proof = element('td');
  const row = element(
    'tr',
    { class: 'group' },
    element('td', {}, count),
    proof,
    element('td', {}, group.wait),
    element('td', {}, element('code', {}, placeName(group.place))),
  );
  const cell = element('td', { colspan: '4' });
  const details = element('tr', { class: 'details', hidden: true }, cell);
  // A lab that teaches to find the line names none.
  const told = group.place.where !== '';
  count.disabled = !told;
  row.addEventListener('click', async () => {
    if (!told) return;
    details.hidden = !details.hidden;
    count.setAttribute('aria-expanded', String(!details.hidden));
    if (!details.hidden) cell.replaceChildren(...(await describe(group, words, read)));
  });
  return {
    rows: [row, details],
    update({ count: tasks, leaked }, running) {
      const text = `${tasks} ×`;
      if (count.textContent !== text) count.textContent = text;
      proof.textContent = leaked ? `✗ ${words.proven}` : `? ${running ? words.waiting : words.suspected}`;
      row.classList.toggle('leaked', leaked);
    },
  };
}

async function describe({ stack, place, source }, words, read) {
  const frames = stack.map((frame) => element('li', {}, `${frame.name} `, placeLink(frame.place, words)));
  const at = [place, ...stack.map((frame) => frame.place)].find(({ file }) => file !== null);
  return [
    ...(frames.length === 0
      ? [element('p', {}, placeLink(place, words))]
      : [element('p', {}, words.stack), element('ol', {}, ...frames)]),
    ...(at === undefined ? [element('pre', { tabindex: '0' }, source)] : await lines(at, source, words, read)),
  ];
}

/** The lines as they are now; where that one is another by now, the recorded one as well. */
async function lines(at, source, words, read) {
  try {
    const { first, lines: text } = await read(`source/${encodeURIComponent(at.file)}/${at.line}`);
    const code = text.map((line, index) => {
      const number = first + index;
      const here = number === at.line;
      return element(here ? 'mark' : 'span', {}, `${here ? '→' : ' '} ${String(number).padStart(4)}  ${line}\n`);
    });
    const known = text[at.line - first]?.trim() === source;
    return [
      element('p', {}, fill(words.lines, { file: at.file })),
      element('pre', { tabindex: '0' }, ...(known ? [] : [`→ ${source}\n\n`]), ...(known ? code : [])),
    ];
  } catch {
    return [element('pre', { tabindex: '0' }, source)];
  }
}
