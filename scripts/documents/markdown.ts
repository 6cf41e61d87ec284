/** What matters of a Markdown page here: its blocks, links, headings, code marks and raw HTML, each with its line. */
import MarkdownIt, { type Token } from 'markdown-it';
import { type Marker, parseMarker } from './marker.ts';

/** A fenced block. Lines are 1-based; `start` is the opening fence, `end` the closing one. */
export interface Block {
  start: number;
  end: number;
  language: string;
  content: string;
  /** Where its content comes from; null where nothing says so. */
  marker: Marker | null;
}

export interface Markdown {
  blocks: Block[];
  /** Markers that no block follows. */
  lonelyMarkers: { line: number; marker: Marker }[];
  links: { line: number; target: string }[];
  images: { line: number; target: string; alt: string }[];
  /** What stands in code marks, and each line of a block of commands. */
  code: { line: number; text: string }[];
  /** Names that a link can point to. */
  anchors: Set<string>;
  html: { line: number; text: string }[];
  /** The rows of tables, without what stands in code marks. */
  rows: { line: number; text: string }[];
}

const parser = MarkdownIt({ html: true });

export function parseMarkdown(text: string): Markdown {
  const found: Markdown = {
    blocks: [],
    lonelyMarkers: [],
    links: [],
    images: [],
    code: [],
    anchors: new Set(),
    html: [],
    rows: [],
  };
  const tokens = parser.parse(text, {});
  for (const [index, token] of tokens.entries()) {
    const line = (token.map?.[0] ?? 0) + 1;
    if (token.type === 'fence') {
      found.blocks.push(blockOf(token, tokens[index - 1]));
    } else if (token.type === 'code_block') {
      for (const [offset, command] of token.content.trimEnd().split('\n').entries())
        found.code.push({ line: line + offset, text: command });
    } else if (token.type === 'html_block') {
      const marker = parseMarker(token.content);
      if (marker === null) found.html.push({ line, text: token.content });
      else if (tokens[index + 1]?.type !== 'fence') found.lonelyMarkers.push({ line, marker });
    } else if (token.type === 'heading_open') {
      found.anchors.add(unused(anchorOf(plainText(tokens[index + 1])), found.anchors));
    } else if (token.type === 'inline') readInline(token, line, found);
    else if (token.type === 'tr_open') found.rows.push({ line, text: rowText(tokens.slice(index)) });
  }
  return found;
}

/** The name that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

function blockOf(token: Token, before: Token | undefined): Block {
  const [start = 0, end = 0] = token.map ?? [];
  return {
    start: start + 1,
    end,
    language: token.info.trim(),
    content: token.content.replace(/\n$/, ''),
    marker: before?.type === 'html_block' ? parseMarker(before.content) : null,
  };
}

function readInline(token: Token, firstLine: number, found: Markdown): void {
  let line = firstLine;
  for (const child of token.children ?? []) {
    if (child.type === 'softbreak' || child.type === 'hardbreak') line++;
    else if (child.type === 'link_open') found.links.push({ line, target: String(child.attrGet('href') ?? '') });
    else if (child.type === 'image')
      found.images.push({ line, target: String(child.attrGet('src') ?? ''), alt: plainText(child) });
    else if (child.type === 'code_inline') found.code.push({ line, text: child.content });
    else if (child.type === 'html_inline') found.html.push({ line, text: child.content });
  }
}

function rowText(tokens: readonly Token[]): string {
  return tokens
    .slice(
      0,
      tokens.findIndex(({ type }) => type === 'tr_close'),
    )
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === 'text')
    .map(({ content }) => content)
    .join(' ');
}

function plainText(token: Token | undefined): string {
  return (token?.children ?? [])
    .filter(({ type }) => type === 'text' || type === 'code_inline')
    .map(({ content }) => content)
    .join('');
}

function unused(anchor: string, taken: ReadonlySet<string>): string {
  if (!taken.has(anchor)) return anchor;
  for (let number = 1; ; number++) if (!taken.has(`${anchor}-${number}`)) return `${anchor}-${number}`;
}
