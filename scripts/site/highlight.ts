/** Code in colours, when a page is rendered: nothing of this reaches the browser but classes. */
import { createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { escapeHtml } from './escape.ts';

export type Highlight = (code: string, language: string) => string;

const NAMES: { [language: string]: string } = {
  ts: 'typescript',
  js: 'javascript',
  sh: 'shellscript',
  json: 'json',
  go: 'go',
};

let loaded: Promise<HighlighterCore> | undefined;

/** Both themes at once: the style sheet picks one. A language that is not known stays plain text. */
export async function loadHighlight(): Promise<Highlight> {
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
  return (code, language) => {
    const name = NAMES[language];
    if (name === undefined) return `<pre class="shiki" tabindex="0"><code>${escapeHtml(code)}</code></pre>`;
    return highlighter.codeToHtml(code, {
      lang: name,
      themes: { light: 'github-light-default', dark: 'github-dark-default' },
      defaultColor: false,
      // Comments are too faint on our ground.
      colorReplacements: { '#6e7781': '#57606a' },
      // On a busy machine the limit would leave a line half coloured.
      tokenizeTimeLimit: 0,
    });
  };
}
