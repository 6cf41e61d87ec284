/** How a lab's program is started: tracked from its first line, by hand as under the checker. */

/** Arguments for Node. `preloads` come after the tracking and before tsx. */
export function programArguments(file: string, preloads: readonly string[] = []): string[] {
  return [
    '--conditions=taskscope-source',
    '--enable-source-maps',
    '--disable-warning=ExperimentalWarning',
    '--import=taskscope/register',
    ...preloads.map((preload) => `--import=${preload}`),
    '--import=tsx',
    file,
  ];
}
