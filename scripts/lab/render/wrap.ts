/** The width that every screen fits in. */
export const WIDTH = 80;

/** Breaks a text at blanks so that each line, with its indent, fits. Words that are too long stand alone. */
export function wrap(text: string, indent: number, width = WIDTH): string {
  const pad = ' '.repeat(indent);
  return text
    .split('\n')
    .flatMap((paragraph) => {
      const lines: string[] = [];
      for (const word of paragraph.split(' ')) {
        const line = lines.at(-1);
        if (line !== undefined && indent + line.length + 1 + word.length <= width)
          lines[lines.length - 1] = `${line} ${word}`;
        else lines.push(word);
      }
      return lines;
    })
    .map((line) => (line === '' ? '' : pad + line))
    .join('\n');
}
