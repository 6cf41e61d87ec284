/** Code in colours, when a page is rendered: what reaches the browser is classes, and one style sheet for all of them. */
import { createHighlighterCore, type HighlighterCore, type ThemedToken } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { escapeHtml } from './escape.ts';

export type Highlight = (code: string, language: string) => string;

export interface Highlighter {
  /** A language that is not known stays plain text. */
  highlight: Highlight;
  /** The style sheet: both themes at once, it picks one. */
  style: string;
}

const NAMES: { [language: string]: string } = {
  ts: 'typescript',
  js: 'javascript',
  sh: 'shellscript',
  json: 'json',
  go: 'go',
};
const THEMES = { light: 'github-light-default', dark: 'github-dark-default' } as const;
type Scheme = keyof typeof THEMES;
const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/** Comments are too faint on our ground. */
const REPLACED: { [colour: string]: string } = { '#6e7781': '#57606a' };

let loaded: Promise<HighlighterCore> | undefined;
/** Most blocks stand on several pages: in each language, on a slide, beside a chapter. */
const known = new Map<string, string>();

export async function loadHighlighter(): Promise<Highlighter> {
  loaded ??= createHighlighterCore({
    themes: [import('shiki/themes/github-light-default.mjs'), import('shiki/themes/github-dark-default.mjs')],
    langs: [
      import('shiki/langs/typescript.mjs'),
      import('shiki/langs/javascript.mjs'),
      import('shiki/langs/shellscript.mjs'),
      import('shiki/langs/json.mjs'),
      import('shiki/langs/go.mjs'),
    ],
    engine: createJavaScriptRegexEngine(),
  });
  const highlighter = await loaded;
  const plain = { light: highlighter.getTheme(THEMES.light).fg, dark: highlighter.getTheme(THEMES.dark).fg };
  const ordinary = classOf(plain);
  return {
    style: styleSheet(highlighter),
    highlight(code, language) {
      const key = `${language} ${code}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const name = NAMES[language];
      // On a busy machine a limit would leave a line half coloured.
      const options = { themes: THEMES, defaultColor: false, tokenizeTimeLimit: 0 } as const;
      const html =
        name === undefined
          ? escapeHtml(code)
          : joined(highlighter.codeToTokens(code, { ...options, lang: name }).tokens, ordinary);
      const block = `<pre class="shiki" tabindex="0"><code>${html}</code></pre>`;
      known.set(key, block);
      return block;
    },
  };
}

/** Neighbours that look the same are one; what looks like any other text is no element at all. */
function joined(lines: readonly ThemedToken[][], ordinary: string): string {
  const pieces: { kind: string; text: string }[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0) add(pieces, ordinary, '\n');
    for (const { content, htmlStyle = {} } of line) {
      const blank = content.trim() === '';
      const kind = classOf({ light: htmlStyle['--shiki-light'] ?? '', dark: htmlStyle['--shiki-dark'] ?? '' });
      add(pieces, blank ? (pieces.at(-1)?.kind ?? ordinary) : kind, content);
    }
  }
  return pieces
    .map(({ kind, text }) =>
      kind === ordinary ? escapeHtml(text) : `<span class="${kind}">${escapeHtml(text)}</span>`,
    )
    .join('');
}

function add(pieces: { kind: string; text: string }[], kind: string, text: string): void {
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else pieces.push({ kind, text });
}

function classOf(colours: { [scheme in Scheme]: string }): string {
  return SCHEMES.map((scheme) => className(scheme, colours[scheme])).join(' ');
}

/** `l-cf222e` */
function className(scheme: Scheme, colour: string): string {
  return `${scheme[0]}-${colour.slice(1).toLowerCase()}`;
}

function styleSheet(highlighter: HighlighterCore): string {
  const rules = SCHEMES.flatMap((scheme) => {
    const { fg, settings } = highlighter.getTheme(THEMES[scheme]);
    const colours = new Set([fg, ...settings.flatMap((each) => each.settings.foreground ?? [])]);
    return [...colours].map((colour) => {
      const shown = REPLACED[colour.toLowerCase()] ?? colour;
      return `.${className(scheme, colour)}{--code-${scheme}:${shown.toLowerCase()}}`;
    });
  });
  return `.shiki span{color:light-dark(var(--code-light),var(--code-dark))}\n${rules.join('\n')}\n`;
}
