// The classroom: its line, and the hand; the way in, for who has joined none. The forms are made once: nobody types into a place that
// is drawn anew.
import { element, prose } from './dom.js';

/** Letters of a question, and of a name, as many as a classroom takes. */
const QUESTION = 120;
const NAME = 40;

/** `ask(what, values)` sends what is asked for, and gives whether it was done, and what there is to read of it: `{ done, note }`. */
export function classroom(container, words, ask) {
  const line = element('p', { role: 'status' });
  const hand = handForm(words, ask);
  const leave = element('button', { type: 'button', class: 'leave' }, words.leave);
  leave.addEventListener('click', () => {
    if (confirm(words.leaveSure)) ask('leave');
  });
  const note = element('p', { class: 'quiet', role: 'status' });
  const tell = (text) => {
    note.replaceChildren(prose(text));
    note.hidden = text === '';
  };
  tell('');
  const entrance = entranceOf(words, ask, tell);
  container.append(line, hand.form, note, leave, entrance);
  return (room) => {
    const text = room?.line ?? '';
    line.hidden = text === '';
    if (line.textContent !== text) line.replaceChildren(prose(text));
    const joined = room !== null && room.hand !== null;
    entrance.hidden = joined;
    leave.hidden = !joined;
    if (!joined) tell('');
    hand.show(joined ? room.hand : null);
  };
}

function handForm(words, ask) {
  const question = field(words.question, { maxlength: QUESTION });
  const raise = element('button', {}, words.askForHelp);
  const lower = element('button', { type: 'button' }, words.handDown);
  const form = element('form', { class: 'hand' }, question, raise, lower);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = question.value.trim();
    question.value = '';
    ask('hand', text === '' ? {} : { question: text });
  });
  lower.addEventListener('click', () => ask('lower'));
  return {
    form,
    show(hand) {
      form.hidden = hand === null;
      const up = hand !== 'down';
      raise.textContent = up ? words.sendQuestion : words.askForHelp;
      lower.hidden = !up;
    },
  };
}

/** What is told stands above the button that begins it; `entered` is given what there is to read for who is in. */
function entranceOf(words, ask, entered) {
  const address = field(words.joinAddress, { required: true });
  const code = field(words.joinCode, { required: true, size: 8 });
  const name = field(words.joinName, { maxlength: NAME });
  const refused = element('p', { class: 'bad', role: 'alert' });
  const form = element(
    'form',
    {},
    address,
    code,
    name,
    element('p', { class: 'quiet' }, words.joinTold),
    element('button', {}, words.join),
    refused,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    refused.textContent = '';
    const values = { address: address.value.trim(), code: code.value, name: name.value };
    const { done, note } = await ask('join', values);
    if (done) entered(note);
    else refused.replaceChildren(prose(note));
  });
  return element('details', { class: 'entrance' }, element('summary', {}, words.joinTitle), form);
}

function field(label, attributes) {
  const own = { type: 'text', placeholder: label, 'aria-label': label, autocomplete: 'off', spellcheck: 'false' };
  return element('input', { ...own, ...attributes });
}
