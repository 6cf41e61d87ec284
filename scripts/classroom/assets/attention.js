// Who and what wants the instructor now: hands up, a fact that many fail, who is stuck.
import { factWords } from './board.js';
import { steer } from './calls.js';
import { button, element, replace } from './element.js';
import { minutesSince } from './time.js';
import { words } from './words.js';

const FACTS = 5;
const STUCK = 12;

/** `act(promise)` tells what the server refused; `onOpen(id)`: a learner was chosen. */
export function drawAttention(places, { summary, learners, course }, { act, onOpen }) {
  const factOf = (lab, fact) => factWords(course, lab, fact, words.code);
  const number = (lab) => course.find(({ name }) => name === lab)?.number ?? lab;
  const known = (id) => learners.get(id) ?? null;
  const person = (kind, { id, name }) => button(`${kind}-${id}`, name, () => onOpen(id), { class: 'name' });

  const hands = summary.hands.map(known).filter((learner) => learner?.hand);
  replace(
    places.hands,
    heading(words.hands, hands.length),
    list(words.noHands, hands, (learner) => [
      person('hand', learner),
      element('span', { class: 'quiet' }, words.since(minutesSince(learner.hand.raisedAt))),
      learner.hand.question === null ? null : element('q', {}, learner.hand.question),
      learner.hand.comingAt === null
        ? button(`coming-${learner.id}`, words.sayComing, () => act(steer({ do: 'coming', learner: learner.id })))
        : element('span', {}, `✓ ${words.coming}`),
      button(`lower-${learner.id}`, words.lower, () => act(steer({ do: 'lower-hand', learner: learner.id }))),
    ]),
  );

  const facts = summary.facts.slice(0, FACTS);
  replace(
    places.facts,
    heading(words.facts, summary.facts.length),
    list(words.noFacts, facts, ({ lab, fact, learners: who }) => [
      element('strong', {}, words.learners(who.length)),
      element('span', {}, `${number(lab)} · ${factOf(lab, fact)}`),
      element('progress', { max: Math.max(1, summary.learners), value: who.length, 'aria-label': factOf(lab, fact) }),
    ]),
  );

  const stuck = summary.stuck.filter(({ learner }) => known(learner) !== null).slice(0, STUCK);
  replace(
    places.stuck,
    heading(words.stuck, summary.stuck.length),
    list(words.nobodyStuck, stuck, ({ learner, lab, fact, since }) => [
      person('stuck', known(learner)),
      element('span', {}, `${number(lab)} · ${fact === null ? words.noVerdict : factOf(lab, fact)}`),
      element('span', { class: 'quiet' }, words.since(minutesSince(since))),
    ]),
  );
}

function heading(title, count) {
  return element('h2', {}, title, count > 0 ? element('span', { class: 'count' }, ` ${count}`) : null);
}

function list(none, items, draw) {
  if (items.length === 0) return element('p', { class: 'quiet' }, none);
  return element('ol', {}, ...items.map((item) => element('li', {}, ...draw(item))));
}
