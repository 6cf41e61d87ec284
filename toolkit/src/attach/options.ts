/** What a process was told of its inspector, by the words that it was started with. */

/** Where Node opens it if it is told nothing else. */
const DEFAULT_PORT = 9229;

export interface InspectorOptions {
  /** 0: any free one. */
  port: number;
  /** Whether it was to be open from the start. */
  open: boolean;
  /** `--disable-sigusr1`, or `--permission`, with which Node does the same; else null. */
  disabled: string | null;
}

const PORT_OPTION = /^--(?:inspect|inspect-brk|inspect-wait|inspect-port|debug-port)(?:=(.*))?$/;
const OPENING = /^--inspect(?:-brk|-wait)?(?:=|$)/;
const WITH_PORT_BEHIND = /^--(?:inspect-port|debug-port)$/;
const DISABLING = /^--(?:disable-sigusr1|permission|experimental-permission)$/;

/** The last word counts, as for Node: those of the command line come behind those of `NODE_OPTIONS`. */
export function inspectorOptions(nodeOptions: readonly string[], words: readonly string[]): InspectorOptions {
  const options: InspectorOptions = { port: DEFAULT_PORT, open: false, disabled: null };
  const all = [...nodeOptions, ...words];
  for (const [index, word] of all.entries()) {
    if (DISABLING.test(word)) options.disabled = word;
    const [matched, value] = PORT_OPTION.exec(word) ?? [];
    if (matched === undefined) continue;
    if (OPENING.test(word)) options.open = true;
    const [digits] = /\d+$/.exec(value ?? (WITH_PORT_BEHIND.test(word) ? (all[index + 1] ?? '') : '')) ?? [];
    if (digits !== undefined) options.port = Number(digits);
  }
  return options;
}
