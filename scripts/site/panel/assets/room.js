// The classroom of who has joined one: its line, and the hand. The form is made once: nobody types into a place that is drawn anew.
import { element, prose } from './dom.js';

/** Letters of a question, as many as a classroom takes. */
const QUESTION = 120;

/** `ask(what, values)` sends what is asked for. */
export function classroom(container, words, ask) {
  const line = element('p', { role: 'status' });
  const question = element('input', {
    type: 'text',
    maxlength: QUESTION,
    placeholder: words.question,
    'aria-label': words.question,
  });
  const raise = element('button', {}, words.askForHelp);
  const lower = element('button', { type: 'button' }, words.handDown);
  const form = element('form', {}, question, raise, lower);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = question.value.trim();
    question.value = '';
    ask('hand', text === '' ? {} : { question: text });
  });
  lower.addEventListener('click', () => ask('lower'));
  container.append(line, form);
  return (room) => {
    container.hidden = room === null;
    if (room === null) return;
    const text = room.line ?? '';
    if (line.textContent !== text) line.replaceChildren(prose(text));
    form.hidden = room.hand === null;
    const up = room.hand !== 'down';
    raise.textContent = up ? words.sendQuestion : words.askForHelp;
    lower.hidden = !up;
  };
}
