/** Colours, which only underline what symbols and words say already. */
import { styleText } from 'node:util';

export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  strong(text: string): string;
  quiet(text: string): string;
}

/** Colours that are readable on light and dark; none where `colour` is false. */
export function paint(colour: boolean): Paint {
  const with_ =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      colour ? styleText(format, text, { validateStream: false }) : text;
  return { good: with_('green'), bad: with_('red'), strong: with_('bold'), quiet: with_('dim') };
}
