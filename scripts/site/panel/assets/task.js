// The task beside the chapter: what it asks for can be ticked off, and whether it is folded is remembered, both by this browser.

export function checklist(panel, page) {
  const task = panel.querySelector('.task');
  if (task === null) return;
  const kept = read(page);
  task.open = kept.open ?? true;
  const items = [...task.querySelectorAll('li')];
  const boxes = items.map((item, index) => {
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = kept.ticked?.includes(index) === true;
    item.id = `task-${index + 1}`;
    box.setAttribute('aria-labelledby', item.id);
    item.prepend(box, ' ');
    return box;
  });
  const keep = () => {
    const ticked = boxes.flatMap((box, index) => (box.checked ? [index] : []));
    write(page, { open: task.open, ticked });
  };
  task.addEventListener('toggle', keep);
  task.addEventListener('change', keep);
}

/** By the lab: in both languages it is the same list. */
function keyOf(page) {
  return `task ${page.split('/').pop()}`;
}

function read(page) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(page)) ?? '{}');
  } catch {
    return {};
  }
}

function write(page, value) {
  try {
    localStorage.setItem(keyOf(page), JSON.stringify(value));
  } catch {
    // It holds for this page, then.
  }
}
