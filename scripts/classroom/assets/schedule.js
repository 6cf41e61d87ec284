// The time: the timer of the room, and where the room stands against the running order.
import { steer } from './calls.js';
import { button, element, replace } from './element.js';
import { clockTime, countdown, planStanding, timerLeft } from './time.js';
import { words } from './words.js';

/** Minutes that a timer gets by one press. */
const MORE = 5;

/** Drawn every second: only what tells the time. */
export function drawClock(place, { session }) {
  const left = timerLeft(session.steering.timer);
  const standing = planStanding(session.plan, session.steering.pausedAt);
  const spans = [];
  if (left !== null) {
    const label = session.steering.timer.label;
    spans.push(
      element(
        'strong',
        { class: left < 0 ? 'late' : '' },
        left < 0 ? `${words.timeUp} ${countdown(left)}` : countdown(left),
      ),
    );
    if (label !== '') spans.push(element('span', {}, label));
  }
  if (session.steering.pausedAt !== null) spans.push(element('span', { class: 'badge' }, `❚❚ ${words.paused}`));
  if (standing !== null) {
    const { part, leftMs, next } = standing;
    spans.push(element('span', {}, part.title[words.code]));
    spans.push(
      element(
        'span',
        { class: leftMs < 0 ? 'late' : 'quiet' },
        leftMs < 0 ? words.over(countdown(-leftMs)) : words.left(countdown(leftMs)),
      ),
    );
    if (next !== null) spans.push(element('span', { class: 'quiet' }, words.next(next.title[words.code])));
  }
  place.replaceChildren(...spans);
}

/** The running order and its choice. */
export function drawPlan(place, { session, course }, act) {
  const { plan, plans, steering } = session;
  const choose = element(
    'select',
    {
      'data-key': 'plan',
      onchange: ({ target }) => act(steer({ do: 'plan', plan: target.value === '' ? null : target.value })),
    },
    element('option', { value: '' }, words.noPlan),
    ...plans.map(({ name, title }) =>
      element('option', { value: name, selected: plan?.plan.name === name }, title[words.code]),
    ),
  );
  const standing = planStanding(plan, steering.pausedAt);
  const parts = (plan?.plan.parts ?? []).map((part, index) =>
    element(
      'li',
      { 'aria-current': index === standing.index ? 'step' : null, class: index < standing.index ? 'quiet' : null },
      // When it begins, which is when the one before it ends.
      `${clockTime(index === 0 ? plan.startedAt : plan.ends[index - 1])} ${part.title[words.code]}`,
      index === standing.index ? element('span', { class: 'badge' }, ` ◀ ${words.now}`) : null,
    ),
  );
  const at = course.find(({ name }) => name === steering.openLab);
  const astray = standing?.part.lab && at !== undefined && standing.part.lab !== at.name;
  replace(
    place,
    element('h2', {}, words.time),
    element('label', {}, `${words.plan} `, choose),
    parts.length === 0 ? null : element('ol', { class: 'plan' }, ...parts),
    standing?.next
      ? button('next-part', words.nextPart, () => act(steer({ do: 'part', part: standing.index + 1 })))
      : null,
    astray ? element('p', { class: 'late' }, words.elsewhere(`${at.number} · ${at.title[words.code]}`)) : null,
  );
}

/** The form of the timer: made once, so that nobody types into a place that is drawn anew. */
export function makeTimer(act) {
  const minutes = element('input', {
    type: 'number',
    min: 1,
    max: 600,
    value: 10,
    required: true,
    'aria-label': words.timerMinutes,
  });
  const label = element('input', {
    type: 'text',
    maxlength: 60,
    placeholder: words.timerLabel,
    'aria-label': words.timerLabel,
  });
  const start = (event) => {
    event.preventDefault();
    const text = label.value.trim();
    act(steer({ do: 'timer', minutes: Number(minutes.value), ...(text === '' ? {} : { label: text }) }));
  };
  return element(
    'form',
    { onsubmit: start },
    element('h3', {}, words.timer),
    minutes,
    ` ${words.timerMinutes} `,
    label,
    element('button', {}, words.start),
    button('more-time', words.moreTime(MORE), () => act(steer({ do: 'more-time', minutes: MORE }))),
    button('stop-timer', words.stop, () => act(steer({ do: 'stop-timer' }))),
  );
}
