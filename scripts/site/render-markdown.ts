/** A page's Markdown as HTML. Raw HTML is off; what pages use of it (comments, `details`, `summary`) has rules of its own. */
import MarkdownIt, { type StateBlock, type Token } from 'markdown-it';
import { anchorOf } from '../documents/markdown.ts';
import { escapeHtml } from './escape.ts';
import { linkTerms, type Term } from './glossary-links.ts';
import type { Highlight } from './highlight.ts';
import { closeGaps } from './line-breaks.ts';

export interface Heading {
  level: number;
  id: string;
  text: string;
}

export interface Rendered {
  html: string;
  /** Of levels 2 and 3. */
  headings: Heading[];
  /** The words under each heading of level 1 to 3, for the search. */
  passages: { id: string; heading: string; text: string }[];
}

export interface RenderOptions {
  highlight: Highlight;
  /** Where a link or a picture of the page leads; null: to something that the site does not show. */
  resolve(target: string): string | null;
  /** Words that are explained elsewhere: each is a link where it is used first. */
  terms?: readonly Term[];
  /** The label of a block that can be scrolled, for screen readers. */
  codeLabel: string;
}

export function renderMarkdown(text: string, { highlight, resolve, codeLabel, terms = [] }: RenderOptions): Rendered {
  const parser = MarkdownIt({ html: false });
  parser.block.ruler.before('paragraph', 'own_html', ownHtml, { alt: ['paragraph'] });
  parser.renderer.rules['own_html'] = (tokens, index) => tokens[index]?.content ?? '';
  // An indented block says nothing of its language.
  const block = (tokens: readonly Token[], index: number): string => {
    const { content = '', info = '' } = tokens[index] ?? {};
    const html = highlight(content.replace(/\n$/, ''), info.trim());
    return `<div class="code" role="region" aria-label="${escapeHtml(codeLabel)}">${html}</div>\n`;
  };
  parser.renderer.rules.fence = block;
  parser.renderer.rules.code_block = block;
  parser.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
  parser.renderer.rules.table_close = () => '</table></div>\n';
  const tokens = parser.parse(text, {});
  for (const token of tokens) {
    closeGaps(token.children ?? []);
    alignByClass(token);
  }
  const headings = nameHeadings(tokens);
  for (const token of tokens) for (const child of token.children ?? []) pointElsewhere(child, resolve);
  linkTerms(tokens, terms);
  return {
    html: parser.renderer.render(tokens, parser.options, {}),
    headings: headings
      .filter(({ level }) => level === 2 || level === 3)
      .map(({ level, id, text }) => ({ level, id, text })),
    passages: passagesOf(tokens, headings),
  };
}

/** Exactly the lines that `scripts/documents/problems.ts` allows. */
function ownHtml(state: StateBlock, start: number, _end: number, silent: boolean): boolean {
  const line = state.src.slice((state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0), state.eMarks[start]).trim();
  const html = allowed(line);
  if (html === null) return false;
  if (silent) return true;
  const token = state.push('own_html', '', 0);
  token.content = html === '' ? '' : `${html}\n`;
  state.line = start + 1;
  return true;
}

function allowed(line: string): string | null {
  if (/^<!--.*-->$/.test(line)) return '';
  if (line === '<details>' || line === '</details>') return line;
  const summary = /^(?:<details>)?<summary>([^<>]*)<\/summary>$/.exec(line);
  if (summary === null) return null;
  return `${line.startsWith('<details>') ? '<details>' : ''}<summary>${escapeHtml(summary[1] ?? '')}</summary>`;
}

function nameHeadings(tokens: readonly Token[]): (Heading & { index: number })[] {
  const taken = new Set<string>();
  return tokens.flatMap((token, index) => {
    if (token.type !== 'heading_open') return [];
    const text = plainText(tokens[index + 1]);
    const name = anchorOf(text);
    let id = name;
    for (let number = 1; taken.has(id); number++) id = `${name}-${number}`;
    taken.add(id);
    token.attrSet('id', id);
    return [{ level: Number(token.tag.slice(1)), id, text, index }];
  });
}

/** A style within a page is nothing that its policy allows. */
function alignByClass(token: Token): void {
  const [, side] = /^text-align:(\w+)$/.exec(String(token.attrGet('style') ?? '')) ?? [];
  if (side !== undefined) token.attrs = [['class', `align-${side}`]];
}

function pointElsewhere(token: Token, resolve: RenderOptions['resolve']): void {
  const attribute = token.type === 'link_open' ? 'href' : token.type === 'image' ? 'src' : null;
  if (attribute === null) return;
  const target = resolve(String(token.attrGet(attribute) ?? ''));
  if (target !== null) token.attrSet(attribute, target);
  // A link without an address is no link for anybody, and its words stay.
  else if (attribute === 'href') token.attrs = [['class', 'elsewhere']];
}

function passagesOf(
  tokens: readonly Token[],
  headings: readonly (Heading & { index: number })[],
): Rendered['passages'] {
  return headings
    .filter(({ level }) => level <= 3)
    .map(({ id, text, index }, place, all) => {
      const end = all[place + 1]?.index ?? tokens.length;
      const words = tokens
        .slice(index + 2, end)
        .filter(({ type }) => type === 'inline')
        .map(plainText);
      return { id, heading: text, text: words.join(' ') };
    });
}

function plainText(token: Token | undefined): string {
  return (token?.children ?? [])
    .map(({ type, content }) => (type === 'softbreak' ? ' ' : type === 'text' || type === 'code_inline' ? content : ''))
    .join('');
}
