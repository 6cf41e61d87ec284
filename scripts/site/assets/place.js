// Who changes the language goes on reading where they were: at the same heading, as far below it.
const KEY = 'place';

/** Of a page in each language: all but the language. */
const page = () => location.pathname.split('/').slice(-2).join('/');
const headings = () => [...document.querySelectorAll('main :is(h1, h2, h3)')];
const topOf = (heading) => heading.getBoundingClientRect().top;

export function keepPlace() {
  document.querySelector('.languages').addEventListener('click', () => {
    const all = headings();
    const heading = Math.max(
      0,
      all.findLastIndex((each) => topOf(each) < innerHeight / 3),
    );
    const kept = { page: page(), heading, above: all.length === 0 ? 0 : topOf(all[heading]) };
    try {
      if (scrollY > 0) sessionStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // Storage is forbidden: then it begins at the top.
    }
  });
  comeBack();
}

function comeBack() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    const heading = headings()[kept?.heading];
    if (kept?.page === page() && heading !== undefined) scrollBy(0, topOf(heading) - kept.above);
  } catch {
    // As above.
  }
}
