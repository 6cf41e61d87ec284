// Making elements, without a word of HTML: what a program printed or a file holds is text here, whatever it looks like.
import { aim } from './editors.js';

/** `attributes`: those with a value of null or false are left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== false && value !== undefined) made.setAttribute(key, value === true ? '' : value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** What stands in back-ticks, as code. */
export function prose(text) {
  const parts = text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
  return element('span', {}, ...parts);
}

/** `{name}` is replaced by its value. */
export function fill(words, values) {
  return words.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

export function placeName({ file, line, where }) {
  return file === null ? where : `${file}:${line}`;
}

/** A place in a file of the learner's opens in their editor. */
export function placeLink(place, words) {
  const text = element('code', {}, placeName(place));
  if (place.path === null) return text;
  const link = element('a', { 'data-path': place.path, 'data-line': place.line, title: words.openInEditor }, text);
  aim(link);
  return link;
}

/** Draws a part of the page anew, only when what it shows has changed: a focus or a selection in it stays. */
export function part(container, draw) {
  let shown;
  return (...values) => {
    const now = JSON.stringify(values);
    if (now === shown) return;
    shown = now;
    container.replaceChildren(...draw(...values).filter((child) => child !== null));
  };
}
