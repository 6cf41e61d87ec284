// Search: the index and its reader come when somebody searches, from where the page came.
export function setUpSearch(form) {
  const input = form.querySelector('input');
  const results = form.querySelector('.results');
  let loading;
  const load = () => {
    loading ??= (async () => {
      const [{ default: MiniSearch }, response] = await Promise.all([
        import(new URL(form.dataset.engine, location.href).href),
        fetch(form.dataset.index),
      ]);
      const tokenize = words;
      return MiniSearch.loadJS(await response.json(), {
        fields: ['heading', 'page', 'text'],
        storeFields: ['page', 'heading', 'text'],
        tokenize,
        searchOptions: { boost: { heading: 3, page: 2 }, prefix: true, fuzzy: 0.2, tokenize, boostDocument: rank },
      });
    })();
    return loading;
  };

  let asked = 0;
  input.addEventListener('input', async () => {
    const number = ++asked;
    const text = input.value.trim();
    if (text === '') {
      results.hidden = true;
      return;
    }
    const index = await load();
    // A later letter may have been answered first.
    if (number !== asked) return;
    results.replaceChildren(...found(index.search(text).slice(0, 12), form));
    results.hidden = false;
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    results.querySelector('a')?.click();
  });

  form.addEventListener('keydown', (event) => {
    const links = [...results.querySelectorAll('a')];
    const place = links.indexOf(document.activeElement);
    if (event.key === 'Escape') {
      results.hidden = true;
      input.blur();
    } else if (event.key === 'ArrowDown') (links[place + 1] ?? links[0])?.focus();
    else if (event.key === 'ArrowUp') (links[place - 1] ?? input).focus();
    else return;
    event.preventDefault();
  });
}

function found(hits, form) {
  if (hits.length === 0) {
    const item = document.createElement('li');
    item.textContent = form.dataset.nothing;
    return [item];
  }
  return hits.map(({ id, page, heading, text, terms }) => {
    const link = document.createElement('a');
    link.href = new URL(id, new URL(form.dataset.index, location.href)).href;
    link.textContent = page === heading ? page : `${page}: ${heading}`;
    const item = document.createElement('li');
    link.append(excerptOf(text, terms));
    item.append(link);
    return item;
  });
}

/** A few words around the first of those that were found, which stand out. */
function excerptOf(text, terms) {
  const excerpt = document.createElement('small');
  const escaped = terms.map((term) => term.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(escaped.join('|'), 'i');
  const first = Math.max(0, text.search(pattern));
  const begin = first < 40 ? 0 : text.lastIndexOf(' ', first - 30) + 1 || first - 30;
  const end = Math.min(text.length, begin + 130);
  for (const [index, part] of text
    .slice(begin, end)
    .split(new RegExp(`(${pattern.source})`, 'i'))
    .entries()) {
    const place = document.createElement(index % 2 === 1 ? 'mark' : 'span');
    place.textContent = part;
    excerpt.append(place);
  }
  if (begin > 0) excerpt.prepend('…');
  if (end < text.length) excerpt.append('…');
  return excerpt;
}

// As `search-options.ts` ranks them.
function rank(id) {
  const section = /(learn|labs|toolkit)\/[^/]*$/.exec(id)?.[1] ?? 'others';
  return { learn: 6, labs: 6, toolkit: 1.5, others: 1 }[section] ?? 1;
}

// As `search-options.ts` cuts them.
function words(text) {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .flatMap((word) => word.split(/(\p{Script=Han}+)/u).filter((part) => part !== ''))
    .flatMap((part) => {
      if (!/\p{Script=Han}/u.test(part) || part.length === 1) return [part];
      const characters = [...part];
      return characters.slice(1).map((character, index) => characters[index] + character);
    });
}
