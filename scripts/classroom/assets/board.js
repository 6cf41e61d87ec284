// What is known of the room: folded from what the stream says. Pure.

export const EMPTY = { now: 0, number: 0, course: [], session: null, learners: new Map(), summary: null };

/**
 * `event` is `snapshot` or `update`; gives the board after it, and the ids of the learners whose row has changed. Null where an
 * update is missing before this one: then only a snapshot helps.
 */
export function take(board, event, data) {
  if (event === 'snapshot') {
    const learners = new Map(data.learners.map((learner) => [learner.id, learner]));
    return { board: { ...data, learners }, changed: null };
  }
  // It came while a snapshot was asked for that has it already.
  if (data.number < board.number) return { board, changed: [] };
  if (data.after > board.number) return null;
  const learners = new Map(board.learners);
  for (const learner of data.learners ?? []) learners.set(learner.id, learner);
  for (const id of data.gone ?? []) learners.delete(id);
  const { now, session = board.session, summary = board.summary } = data;
  return {
    board: { ...board, now, number: data.number, session, summary, learners },
    changed: [...(data.learners ?? []).map(({ id }) => id), ...(data.gone ?? [])],
  };
}

/** Learners to show, in the order asked for. `filter`: `{ name, show }`; `show`: `all`, `stuck`, `hands`, `silent` or `failing`. */
export function shown({ learners, summary }, { name, show }) {
  const wanted = name.trim().toLowerCase();
  const stuck = summary === null ? [] : summary.stuck.map(({ learner }) => learner);
  const hands = summary === null ? [] : summary.hands;
  const kept = [...learners.values()].filter((learner) => {
    if (wanted !== '' && !learner.name.toLowerCase().includes(wanted)) return false;
    if (show === 'stuck') return stuck.includes(learner.id);
    if (show === 'hands') return hands.includes(learner.id);
    if (show === 'silent') return Object.keys(learner.cells).length === 0;
    if (show === 'failing') return Object.values(learner.cells).some(({ state }) => state === 'failing');
    return true;
  });
  return kept.sort((a, b) => a.number - b.number);
}

/** The title of a fact of a lab, without the marks of code; where it is not known, its id as words: `count-returns-to-baseline`. */
export function factWords(course, lab, fact, language) {
  const titles = course.find(({ name }) => name === lab)?.facts ?? {};
  return titles[fact]?.[language]?.replaceAll('`', '') ?? fact.replaceAll('-', ' ');
}
