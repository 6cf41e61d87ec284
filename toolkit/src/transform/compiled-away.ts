/** Code that came from async functions, and has none any more: a compiler has made generators or state machines of them. */

/** The helpers by which TypeScript, esbuild, Babel, SWC, regenerator and Closure drive what was an async function. */
const HELPER =
  /(?<![\w$'"`\\])(__awaiter|__async|_\w*sync_?to_?generator\d*|regeneratorRuntime\.async|\$jscomp\.asyncExecutePromiseGenerator\w*)(?:\.\w+)?\)?\(/i;
/** The heart of such a helper, which minifiers leave as it is: its names are gone. */
const MINIFIED = [
  /\.apply\([\w$]+,\s*[\w$]+(?:\s*\|\|\s*\[\])?\)\)\.next\(\)/,
  /\.done\s*\?\s*[\w$]+\([\w$]+\)\s*:\s*Promise\.resolve\([\w$]+\)\.then\([\w$]+,\s*[\w$]+\)/,
];
/** A module of a bundle as a string, with a name for the debugger. */
const EVALUATED = /\beval\(\s*(?:[\w$.]+\(\s*)?["'`][^\n]*\basync\b[^\n]*sourceURL=/;

/** Why there is nothing to track in the text, with what to do; null where nothing says so. */
export function compiledAway(source: string): string | null {
  if (EVALUATED.test(source)) {
    return "its modules are strings that are evaluated; let the bundler write source maps instead (webpack: `devtool: 'source-map'`)";
  }
  const helper = HELPER.exec(source)?.[1];
  if (helper === undefined && !MINIFIED.some((heart) => heart.test(source))) return null;
  return `async functions in it were compiled away${helper === undefined ? '' : ` (\`${helper}\`)`}; compile to ES2017 or newer`;
}
