/** What the page for instructors has beside the slides of a lab: the demo, and the wrong fixes that will come. */
import type { SlideWords } from './words.ts';

export interface KitNote {
  title: string;
  /** Markdown. Names of wrong fixes stand in bold: a heading of its own, on each slide, would be no place to go to. */
  text: string;
}

/** Those of the two parts that the page has, by their headings. */
export function kitNotes(page: string, { demo, wrongFixes }: SlideWords): KitNote[] {
  const sections = page.split(/^## /m).map((section) => {
    const [title = '', ...lines] = section.split('\n');
    return {
      title: title.trim(),
      text: lines
        .join('\n')
        .replaceAll(/^### (.+)$/gm, '**$1**')
        .trim(),
    };
  });
  return [demo, wrongFixes].flatMap((wanted) => sections.filter(({ title }) => title === wanted));
}
