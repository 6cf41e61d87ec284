// Back to the starter, and what was written back again. Nothing is lost by either.
import { element } from './dom.js';

/** `ask(what)` sends what is asked for, and gives the answer. */
export function startOver(container, words, ask) {
  const said = element('p', { role: 'status' });
  const button = (what, text, sure, [changed, unchanged]) => {
    const made = element('button', { type: 'button' }, text);
    made.addEventListener('click', async () => {
      if (sure !== null && !confirm(sure)) return;
      said.textContent = await answerOf(ask(what), changed, unchanged, words);
    });
    return made;
  };
  container.append(
    element(
      'p',
      { class: 'actions' },
      button('reset', words.startOver, words.startOverSure, [words.startedOver, words.atStart]),
      button('restore', words.undoStartOver, null, [words.broughtBack, words.nothingKept]),
    ),
    said,
  );
}

async function answerOf(asked, changed, unchanged, words) {
  try {
    const answer = await (await asked).json();
    return answer.problem ?? (answer.changed ? changed : unchanged);
  } catch {
    return words.offline;
  }
}
