// What only a script can do: search, keys, copying, the theme. The page is complete without it.

import { keepPlace } from './place.js';
import { setUpSearch } from './search.js';

const form = document.querySelector('.search');
const themeButton = document.querySelector('.theme');
const keys = document.querySelector('.keys');
form.hidden = false;
themeButton.hidden = false;
setUpSearch(form);
keepPlace();

// Keys, where nobody is writing.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
  const actions = {
    '/': () => form.querySelector('input').focus(),
    j: () => document.querySelector('a[rel=next]')?.click(),
    k: () => document.querySelector('a[rel=prev]')?.click(),
    t: () => themeButton.click(),
    '?': () => {
      keys.hidden = !keys.hidden;
    },
  };
  if (!Object.hasOwn(actions, event.key)) return;
  event.preventDefault();
  actions[event.key]();
});

themeButton.addEventListener('click', () => {
  const { dataset } = document.documentElement;
  const dark = dataset.theme ? dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  dataset.theme = dark ? 'light' : 'dark';
  try {
    localStorage.setItem('theme', dataset.theme);
  } catch {
    // It holds for this page, then.
  }
});

const { copy, copied } = document.body.dataset;
for (const block of document.querySelectorAll('.code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = copy;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(block.querySelector('pre').textContent);
    button.textContent = copied;
    setTimeout(() => {
      button.textContent = copy;
    }, 2000);
  });
  block.append(button);
}

// On a small screen the list of pages begins folded; on a large one there is no way to fold it.
const pages = document.querySelector('.pages');
const small = matchMedia('(max-width: 60rem)');
const fold = () => pages?.toggleAttribute('open', !small.matches);
small.addEventListener('change', fold);
fold();
