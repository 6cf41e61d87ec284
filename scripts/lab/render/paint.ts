/** How a text is dressed: colours, which only underline what symbols and words say already, and the width it may take. */
import { styleText } from 'node:util';
import { WIDTH } from './wrap.ts';

export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  strong(text: string): string;
  quiet(text: string): string;
  /** Columns. */
  readonly width: number;
}

/** Colours that are readable on light and dark; none where `colour` is false. A terminal that is narrower than usual says so. */
export function paint(colour: boolean, columns = WIDTH): Paint {
  const with_ =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      colour ? styleText(format, text, { validateStream: false }) : text;
  const width = Math.min(WIDTH, columns);
  return { good: with_('green'), bad: with_('red'), strong: with_('bold'), quiet: with_('dim'), width };
}
