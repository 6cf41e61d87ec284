/** Words of the glossary, at their first use on a page: links to what they mean. */
import type { Token } from 'markdown-it';

export interface Term {
  word: string;
  /** Where it is explained, from the page. */
  address: string;
}

/** What people say in any text, and not only as the glossary means it. */
const EVERYDAY = new Set(
  (
    'joined live finished label site settle stuck scope agent lab starter fix solution alternative fact ' +
    '被等待的 存活的 已结束的 标签 位置 回落 作用域 代理 实验 修复 参考解答 另一种解法'
  ).split(' '),
);

/** The words of a heading: `checker, fact, verdict`; `检查器，检查项，判定（checker, fact, verdict）`. */
export function termsIn(heading: string): string[] {
  const [own = ''] = heading.split('（');
  return own.split(/[,，]/).flatMap((word) => (EVERYDAY.has(word.trim()) ? [] : [word.trim()]));
}

/** Changes the tokens of a page; headings, links and code are left as they are. */
export function linkTerms(tokens: readonly Token[], terms: readonly Term[]): void {
  // `task count` before `task`: what is longer is meant.
  const left = terms
    .toSorted((a, b) => b.word.length - a.word.length)
    .map((term) => ({ ...term, pattern: patternOf(term.word) }));
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'inline' || tokens[index - 1]?.type === 'heading_open') continue;
    let inLink = false;
    token.children = (token.children ?? []).flatMap((child) => {
      if (child.type === 'link_open') inLink = true;
      if (child.type === 'link_close') inLink = false;
      return inLink || child.type !== 'text' ? [child] : split(child, left);
    });
  }
}

function split(text: Token, left: (Term & { pattern: RegExp })[]): Token[] {
  for (const [index, { pattern, address }] of left.entries()) {
    const found = pattern.exec(text.content);
    if (found === null) continue;
    left.splice(index, 1);
    const [word] = found;
    const attrs: [string, string][] = [
      ['class', 'term'],
      ['href', address],
    ];
    const parts = [
      ...split(like(text, { content: text.content.slice(0, found.index) }), left),
      like(text, { type: 'link_open', tag: 'a', nesting: 1, content: '', attrs }),
      like(text, { content: word }),
      like(text, { type: 'link_close', tag: 'a', nesting: -1, content: '' }),
      ...split(like(text, { content: text.content.slice(found.index + word.length) }), left),
    ];
    return parts.filter(({ type, content }) => type !== 'text' || content !== '');
  }
  return [text];
}

function like(token: Token, changes: Partial<Token>): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(token)), token, changes);
}

/** A word and its plural; in Chinese, which has no blanks between words, wherever it stands. */
function patternOf(word: string): RegExp {
  return /\p{Script=Han}/u.test(word) ? new RegExp(word) : new RegExp(`\\b${word}(?:s|es)?\\b`, 'i');
}
