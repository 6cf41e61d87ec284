/** What esbuild and Node say of a file that can't be read, in plain words. */
import { say } from '../../language/say.mjs';

export interface SyntaxProblem {
  actual: string;
  help: string;
  /** `file:line:column`, as it was printed. */
  place: string;
}

/** The first such message in a text, or null. */
export function syntaxError(text: string): SyntaxProblem | null {
  const esbuild = /(\S[^\n]*?\.[cm]?[jt]sx?):(\d+):(\d+): ERROR: ([^\n]+)/.exec(text);
  if (esbuild !== null) return described(`${esbuild[1]}:${esbuild[2]}:${esbuild[3]}`, esbuild[4] ?? '');
  const node = /([^\s:][^\n:]*\.[cm]?[jt]sx?):(\d+)\n[\s\S]*?SyntaxError(?: \[\w+\])?: ([^\n]+)/.exec(text);
  return node === null ? null : described(`${node[1]}:${node[2]}:1`, node[3] ?? '');
}

function described(place: string, message: string): SyntaxProblem {
  const missing = /requested module '([^']+)' does not provide an export named '?([^']+?)'?$/.exec(message);
  if (missing !== null) {
    return {
      actual: say`\`${missing[1]}\` exports no \`${missing[2]}\``,
      help: say`An \`import\` asks a file for a name that it does not export. Look at how it is written there.`,
      place,
    };
  }
  return {
    actual: say`the file can't be read: ${message}`,
    help: say`There is a typing mistake at or just before this place.`,
    place,
  };
}
