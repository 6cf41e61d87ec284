/** The panel as it stands in a page, before its script fills it. */
import type { Lab } from '../../course/course.ts';
import type { Language } from '../../language/language.mjs';
import { escapeHtml } from '../escape.ts';
import { WORDS } from '../words.ts';
import { pathOf } from './places.ts';

/** Goes where the page's own scripts and styles go. */
export const PANEL_HEAD = `<link rel="stylesheet" href="/assets/uplot.css">
<link rel="stylesheet" href="/assets/panel/panel.css">
<script type="module" src="/assets/panel/panel.js"></script>`;

/** What can be pressed comes first: whoever goes by the keyboard is there at once. `task`: HTML, where the page itself is not the task. */
export function renderPanel(lab: Lab, language: Language, task: string | null): string {
  const words = WORDS[language].panel;
  const fill = (text: string): string => code(escapeHtml(text.replaceAll('{number}', String(lab.number))));
  const files = lab.files.map((file) => {
    const name = `<code>${escapeHtml(`labs/${lab.name}/${file}`)}</code>`;
    const place = `data-path="${escapeHtml(pathOf(lab, file))}" data-line="1"`;
    return `<li><a href="#panel" ${place} title="${escapeHtml(words.openInEditor)}">${name}</a></li>`;
  });
  const button = (what: string, text: string): string =>
    `<button type="button" data-ask="${what}">${escapeHtml(text)}</button>`;
  const checklist =
    task === null ? '' : `<details class="task" open><summary>${escapeHtml(words.task)}</summary>${task}</details>`;
  return `<section class="panel" id="panel" aria-labelledby="panel-title" data-address="/panel/${lab.name}" data-language="${language}" data-words='${quoted(words)}'>
<h2 id="panel-title">${escapeHtml(words.heading)}</h2>
<p class="instead">${fill(words.inTerminal)}</p>
<div class="alive" hidden>
<p class="actions">${button('run', words.run)}${button('check', words.check)}${button('stop', words.stop)}<span class="phase" role="status"></span></p>
<div class="next"></div>
${checklist}
<p>${escapeHtml(words.edit)}</p>
<ul class="files">${files.join('')}</ul>
<p class="quiet"><label>${escapeHtml(words.editor)} <select class="editor"></select></label> <span role="status"></span></p>
<div class="room"></div>
<div class="drawings"></div>
<div class="profile"></div>
<div class="verdict"></div>
<div class="hints"></div>
<div class="diff"></div>
<div class="over"></div>
<div class="progress"></div>
</div>
</section>`;
}

/** The way to the panel where it stands below the text. */
export function renderWayToPanel(lab: Lab, language: Language): string {
  const text = WORDS[language].panel.toPanel.replaceAll('{number}', String(lab.number));
  return `<p class="to-panel"><a href="#panel">${escapeHtml(text)}</a></p>`;
}

/** As JSON between single quotes: most of its characters are double ones, and each would take six escaped. */
function quoted(words: object): string {
  return JSON.stringify(words).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#39;');
}

/** What stands in back-ticks, as code. */
function code(text: string): string {
  return text.replaceAll(/`([^`]*)`/g, '<code>$1</code>');
}
