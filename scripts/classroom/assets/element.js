// Elements from values. Text is always text: nothing that somebody typed is ever read as HTML.

/** `attributes`: `on…` functions are listeners, `true` sets an empty attribute, `false` and null set none. */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A button with a name that stays the same when its place is drawn anew: see `replace`. */
export function button(key, label, onclick, attributes = {}) {
  return element('button', { type: 'button', 'data-key': key, onclick, ...attributes }, label);
}

/** Draws a place anew; who has the keyboard there keeps it. */
export function replace(place, ...children) {
  const key = place.contains(document.activeElement) ? document.activeElement.getAttribute('data-key') : null;
  place.replaceChildren(...children.filter((child) => child !== null));
  if (key !== null) place.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
