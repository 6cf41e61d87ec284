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
        storeFields: ['page', 'heading'],
        tokenize,
        searchOptions: { boost: { heading: 3, page: 2 }, prefix: true, fuzzy: 0.2, tokenize },
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
  return hits.map(({ id, page, heading }) => {
    const link = document.createElement('a');
    link.href = new URL(id, new URL(form.dataset.index, location.href)).href;
    link.textContent = page === heading ? page : `${page}: ${heading}`;
    const item = document.createElement('li');
    item.append(link);
    return item;
  });
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
