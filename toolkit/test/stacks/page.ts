/** The commands of a framework's page, so that what a reader types is what is tried. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGES = fileURLToPath(new URL('../../../docs/en/toolkit/frameworks/', import.meta.url));

export interface Commands {
  /** What is made of the sources first; empty where there is nothing. */
  build: string;
  start: string;
}

/** The commands of a page in the block of that number, from 0: its last line starts the service. What `npx` finds, the `PATH` has. */
export function commandsOf(page: string, block = 0): Commands {
  const text = readFileSync(`${PAGES}${page}.md`, 'utf8');
  const blocks = Array.from(text.matchAll(/^```sh\n([\s\S]*?)\n```$/gm), ([, lines = '']) => lines);
  const lines = blocks[block]?.split('\n').map((line) => line.replace(/(^|" )npx /, '$1')) ?? [];
  const start = lines.at(-1);
  if (start === undefined) throw new Error(`\`${page}.md\` has no block ${block} of commands.`);
  return { build: lines.slice(0, -1).join(' && '), start };
}
