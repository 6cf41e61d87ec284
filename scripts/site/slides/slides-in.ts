/**
 * The slides of a page: what stands between two comments of its Markdown, each a line of its own.
 *
 *   <!-- slide: What grows? -->      the title
 *   <!-- notes: Ask the room. -->    for the instructor alone; as many as there is need for
 *   <!-- /slide -->
 */
export interface Slide {
  title: string;
  markdown: string;
  notes: string[];
}

/** Throws an error that names the line where a slide is not closed, closed twice, or begun within another. */
export function slidesIn(text: string): Slide[] {
  const slides: Slide[] = [];
  let open: { slide: Slide; lines: string[] } | null = null;
  let fence = '';
  for (const [index, line] of text.split('\n').entries()) {
    const refuse = (problem: string): never => {
      throw new Error(`line ${index + 1}: ${problem}`);
    };
    const mark = fence === '' ? markIn(line) : null;
    fence = fenceAfter(fence, line);
    if (mark?.kind === 'slide') {
      if (open !== null) refuse('a slide begins within another: put `<!-- /slide -->` before it');
      open = { slide: { title: mark.text, markdown: '', notes: [] }, lines: [] };
    } else if (mark?.kind === 'end') {
      if (open === null) return refuse('`<!-- /slide -->` ends nothing');
      slides.push({ ...open.slide, markdown: open.lines.join('\n').trim() });
      open = null;
    } else if (mark?.kind === 'notes') {
      if (open === null) return refuse('notes belong to a slide: put them before its `<!-- /slide -->`');
      open.slide.notes.push(mark.text);
    } else open?.lines.push(line);
  }
  if (open !== null) throw new Error(`the slide \`${open.slide.title}\` has no \`<!-- /slide -->\``);
  return slides;
}

function markIn(line: string): { kind: 'slide' | 'notes' | 'end'; text: string } | null {
  if (/^<!--\s*\/slide\s*-->\s*$/.test(line)) return { kind: 'end', text: '' };
  const [, kind, text = ''] = /^<!--\s*(slide|notes):\s*(.*?)\s*-->\s*$/.exec(line) ?? [];
  return kind === 'slide' || kind === 'notes' ? { kind, text } : null;
}

/** The fence that is open after this line; what stands in a block of code marks nothing. */
function fenceAfter(fence: string, line: string): string {
  const [, found = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
  if (fence === '') return found;
  return found.startsWith(fence) && line.trim() === found ? '' : fence;
}
