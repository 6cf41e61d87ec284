// Which editor opens a file: chosen once, and kept by this browser. Each has an address of its own for that; where it has none, the place is
// copied, for whatever terminal or editor there is.
const KEY = 'editor';
const fileAt = (scheme) => (path, line) => `${scheme}://file${path}:${line}`;
const openAt = (scheme) => (path, line) => `${scheme}://open?file=${path.replaceAll('&', '%26')}&line=${line}`;

export const EDITORS = {
  vscode: { name: 'VS Code', link: fileAt('vscode') },
  vscodium: { name: 'VSCodium', link: fileAt('vscodium') },
  cursor: { name: 'Cursor', link: fileAt('cursor') },
  windsurf: { name: 'Windsurf', link: fileAt('windsurf') },
  zed: { name: 'Zed', link: fileAt('zed') },
  webstorm: { name: 'WebStorm', link: openAt('webstorm') },
  idea: { name: 'IntelliJ IDEA', link: openAt('idea') },
  textmate: { name: 'TextMate', link: (path, line) => `txmt://open?url=file://${path}&line=${line}` },
  copy: { name: null, link: null },
};

let chosen = 'vscode';
try {
  const stored = localStorage.getItem(KEY);
  if (Object.hasOwn(EDITORS, stored ?? '')) chosen = stored;
} catch {
  // Storage is forbidden: it holds for this page, then.
}

/** Makes a link to a place one of the chosen editor, now and whenever another one is chosen. */
export function aim(link) {
  const { link: address } = EDITORS[chosen];
  const { path, line } = link.dataset;
  link.setAttribute('href', address === null ? '#panel' : address(path, line));
}

/** The choice; `words.copyPlace` names that of copying. */
export function makeChoice(select, words) {
  for (const [key, { name }] of Object.entries(EDITORS)) {
    const option = document.createElement('option');
    option.value = key;
    option.textContent = name ?? words.copyPlace;
    option.selected = key === chosen;
    select.append(option);
  }
  select.addEventListener('change', () => {
    chosen = select.value;
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // As above.
    }
    for (const link of document.querySelectorAll('a[data-path]')) aim(link);
  });
  document.addEventListener('click', async (event) => {
    const link = event.target.closest('a[data-path]');
    if (link === null || EDITORS[chosen].link !== null) return;
    event.preventDefault();
    await navigator.clipboard.writeText(`${decodeURIComponent(link.dataset.path)}:${link.dataset.line}`);
    select.nextElementSibling.textContent = words.copied;
  });
}
