/**
 * Slides for the instructor: what stands on a page between two comments, each on a line of its own.
 *
 *   <!-- slide: Its title -->
 *   …the Markdown of the slide…
 *   <!-- notes: What the instructor says. -->     as many as there is need for; the room does not see them
 *   <!-- /slide -->
 */

export interface Slide {
  title: string;
  /** Of the comment that begins it, from 1. */
  line: number;
  /** Markdown, without the comments. */
  text: string;
  /** Markdown, one for each comment. */
  notes: string[];
}

export interface Slides {
  slides: Slide[];
  /** Comments that have no partner, and slides without a content. */
  problems: { line: number; message: string }[];
}

const BEGIN = /^<!-- slide:? *(.*?) *-->$/;
const NOTES = /^<!-- notes: *(.*?) *-->$/;
const END = '<!-- /slide -->';

export function readSlides(page: string): Slides {
  const found: Slides = { slides: [], problems: [] };
  let open: { title: string; line: number; lines: string[]; notes: string[] } | null = null;
  const tell = (line: number, message: string): void => void found.problems.push({ line, message });
  for (const [index, text] of page.split('\n').entries()) {
    const line = index + 1;
    const [, spoken] = NOTES.exec(text) ?? [];
    const [begins, title = ''] = BEGIN.exec(text) ?? [];
    if (begins !== undefined) {
      if (open !== null) tell(open.line, `the slide \`${open.title}\` has no end: put \`${END}\` after it`);
      if (title === '') tell(line, 'the slide has no title: write `<!-- slide: Its title -->`');
      open = { title, line, lines: [], notes: [] };
    } else if (text === END) {
      if (open === null) tell(line, `\`${END}\` ends no slide: put \`<!-- slide: Its title -->\` before it`);
      else
        found.slides.push({
          title: open.title,
          line: open.line,
          text: open.lines.join('\n').trim(),
          notes: open.notes,
        });
      open = null;
    } else if (spoken !== undefined) {
      if (open === null) tell(line, `notes belong to a slide: put them before its \`${END}\``);
      open?.notes.push(spoken);
    } else open?.lines.push(text);
  }
  if (open !== null) tell(open.line, `the slide \`${open.title}\` has no end: put \`${END}\` after it`);
  for (const { title, line, text } of found.slides) if (text === '') tell(line, `the slide \`${title}\` is empty`);
  found.problems.sort((a, b) => a.line - b.line);
  return found;
}
