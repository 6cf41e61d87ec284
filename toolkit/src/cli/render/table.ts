/** Columns of text, each as wide as its widest cell; the last one is cut at its start where the line would be too long. */
export function renderTable(rows: readonly (readonly string[])[], width = Number.POSITIVE_INFINITY): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const room = width - widths.slice(0, -1).reduce((sum, each) => sum + each + 1, 0);
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === columns - 1 ? cutStart(cell, room) : cell.padEnd(widths[column] ?? 0)))
        .join(' ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The end of a path tells more than its start. */
export function cutStart(text: string, room: number): string {
  return text.length <= room ? text : `…${text.slice(text.length - Math.max(0, room - 1))}`;
}
