/**
 * Slides for the instructor: what stands on a page between two comments, each on a line of its own.
 *
 *   <!-- slide: Its title -->
 *   …the Markdown of the slide…
 *   <!-- /slide -->
 */

export interface Slide {
  title: string;
  /** Of the comment that begins it, from 1. */
  line: number;
  /** Markdown, without the comments. */
  text: string;
}

export interface Slides {
  slides: Slide[];
  /** Comments that have no partner, and slides without a content. */
  problems: { line: number; message: string }[];
}

const BEGIN = /^<!-- slide:? *(.*?) *-->$/;
const END = '<!-- /slide -->';

export function readSlides(page: string): Slides {
  const found: Slides = { slides: [], problems: [] };
  let open: { title: string; line: number; lines: string[] } | null = null;
  const tell = (line: number, message: string): void => void found.problems.push({ line, message });
  for (const [index, text] of page.split('\n').entries()) {
    const line = index + 1;
    const [begins, title = ''] = BEGIN.exec(text) ?? [];
    if (begins !== undefined) {
      if (open !== null) tell(open.line, `the slide \`${open.title}\` has no end: put \`${END}\` after it`);
      if (title === '') tell(line, 'the slide has no title: write `<!-- slide: Its title -->`');
      open = { title, line, lines: [] };
    } else if (text === END) {
      if (open === null) tell(line, `\`${END}\` ends no slide: put \`<!-- slide: Its title -->\` before it`);
      else found.slides.push({ title: open.title, line: open.line, text: open.lines.join('\n').trim() });
      open = null;
    } else open?.lines.push(text);
  }
  if (open !== null) tell(open.line, `the slide \`${open.title}\` has no end: put \`${END}\` after it`);
  for (const { title, line, text } of found.slides) if (text === '') tell(line, `the slide \`${title}\` is empty`);
  found.problems.sort((a, b) => a.line - b.line);
  return found;
}
