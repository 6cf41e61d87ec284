/**
 * npm, as it was started: with the Node and the npm of this machine, never with the pinned Node. Windows starts `npm.cmd`
 * only through its shell, so the words have to be our own.
 * @param {readonly string[]} words
 * @returns {{ command: string, words: string[], shell: boolean }}
 */
export function npmCommand(words) {
  const { npm_execpath: npmPath, npm_node_execpath: node } = process.env;
  if (npmPath && /\.[cm]?js$/.test(npmPath))
    return { command: node ?? process.execPath, words: [npmPath, ...words], shell: false };
  const windows = process.platform === 'win32';
  return { command: windows ? 'npm.cmd' : 'npm', words: [...words], shell: windows };
}
