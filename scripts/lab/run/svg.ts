/** A terminal's screen as an SVG. */
import { stripVTControlCharacters } from 'node:util';

const [CELL, LINE, FONT, MARGIN] = [8.4, 17, 14, 16];

/** What `paint` writes, and what it is in the picture. 39 and 22 end them. */
const CLASSES: { [code: string]: string } = { 1: 'strong', 2: 'quiet', 31: 'bad', 32: 'good' };

/** Colours with a contrast of 4.5 or more; a reader who prefers dark gets dark, wherever the picture is shown. */
const STYLE = `
  svg { --paper: #ffffff; --ink: #1f2328; --quiet: #59636e; --good: #116329; --bad: #b3261e; --edge: #d1d9e0 }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #0d1117; --ink: #e6edf3; --quiet: #9198a1; --good: #4ac26b; --bad: #ff7b72; --edge: #3d444d }
  }
  rect { fill: var(--paper); stroke: var(--edge) }
  text { fill: var(--ink); font: ${FONT}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre }
  .strong { font-weight: 700 } .quiet { fill: var(--quiet) } .good { fill: var(--good) } .bad { fill: var(--bad) }
`;

/** `title` and `description` are what a screen reader says of it. */
export function renderSvg(screen: string, title: string, description: string): string {
  const lines = screen.split('\n');
  const columns = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
  const width = Math.ceil(columns * CELL) + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" xml:space="preserve" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="description">${escapeXml(description)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...lines.flatMap((line, row) => renderLine(line, MARGIN + FONT + row * LINE)),
    '</svg>',
    '',
  ].join('\n');
}

/** Each piece of one style has its place and its length, so that columns stay straight in any font. */
function renderLine(line: string, y: number): string[] {
  const [first = '', ...styled] = line.split('\u001b[');
  const styles = new Set<string>();
  const texts: string[] = [];
  let column = 0;
  const add = (part: string): void => {
    if (part.trim() !== '') texts.push(element(part, column, y, [...styles]));
    column += part.length;
  };
  add(first);
  for (const piece of styled) {
    const end = piece.indexOf('m');
    change(styles, piece.slice(0, end));
    add(piece.slice(end + 1));
  }
  return texts;
}

function change(styles: Set<string>, code: string): void {
  const style = CLASSES[code];
  if (style !== undefined) styles.add(style);
  else for (const ended of code === '22' ? ['strong', 'quiet'] : ['bad', 'good']) styles.delete(ended);
}

function element(part: string, column: number, y: number, styles: string[]): string {
  const text = part.trim();
  const x = MARGIN + (column + part.indexOf(text)) * CELL;
  const name = styles.length === 0 ? '' : ` class="${styles.join(' ')}"`;
  return `<text x="${x.toFixed(1)}" y="${y}" textLength="${(text.length * CELL).toFixed(1)}"${name}>${escapeXml(text)}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
