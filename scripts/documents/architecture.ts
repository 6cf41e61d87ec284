/** The table of folders in the architecture page, and whether the code keeps to it. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

export const ARCHITECTURE = 'docs/en/maintain/architecture.md';

/** Folder, with a slash at its end, to the folders that it may import. */
export type Rules = Map<string, string[]>;

interface Import {
  from: string;
  /** As it is written. */
  name: string;
  /** The file, for a relative one. */
  to: string;
}

/** Reads the rows `| folder | what it holds | folders |`. */
export function readRules(page: string): Rules {
  const rules: Rules = new Map();
  for (const [, folder = '', allowed = ''] of page.matchAll(/^\| `([^`]+\/)` \|[^|]*\|([^|]*)\|$/gm))
    rules.set(
      folder,
      [...allowed.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    );
  return rules;
}

/** What the code does that no row allows. `learners` are files that are theirs to write as they like. */
export function brokenRules(root: string, rules: Rules, learners: readonly string[] = []): string[] {
  const imports = readImports(root, [...rules.keys()], /^\./).filter(({ from }) => !learners.includes(from));
  const strange = imports.flatMap(({ from, to }) => {
    const home = folderOf(from, rules);
    const target = folderOf(to, rules);
    // A test stands beside what it tests, and may look further; it is imported by nobody.
    if (home === null || from.endsWith('.test.ts') || to.startsWith(home) || target === home) return [];
    const allowed = rules.get(home)?.some((folder) => to.startsWith(folder)) ?? false;
    return allowed
      ? []
      : [`\`${from}\` imports \`${to}\`, which the row of \`${home}\` in \`${ARCHITECTURE}\` does not name`];
  });
  return [...strange, ...circles(imports)];
}

/** Packages that are imported and that the nearest `package.json` does not declare. */
export function undeclaredPackages(root: string, rules: Rules, learners: readonly string[] = []): string[] {
  const workshop = [...declared(root, 'package.json'), 'taskscope'];
  const toolkit = declared(root, 'toolkit/package.json');
  const classroom = declared(root, 'scripts/classroom/package.json');
  return readImports(root, [...rules.keys()], /^(?!\.|node:)/).flatMap(({ from, name }) => {
    const [first = '', second] = name.split('/');
    const wanted = first.startsWith('@') ? `${first}/${second}` : first;
    // What the tests of the toolkit are run with belongs to the workshop.
    const known = from.startsWith('toolkit/src/')
      ? toolkit
      : [...workshop, ...toolkit, ...(from.startsWith('scripts/classroom/') ? classroom : [])];
    return known.includes(wanted) || learners.includes(from)
      ? []
      : [`\`${from}\` imports \`${wanted}\`, which no \`package.json\` of it declares`];
  });
}

/** Folders that hold code and have no row of their own, one level below those that have. */
export function foldersWithoutRow(root: string, rules: Rules): string[] {
  return ['scripts/*/', 'toolkit/src/*/', 'toolkit/*/', '*/']
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((folder) => `${folder.split(sep).join('/').replace(/\/$/, '')}/`)
    .filter(
      (folder) => !/node_modules|\/dist\/|^\./.test(folder) && holdsCode(root, folder) && !covered(folder, rules),
    );
}

function covered(folder: string, rules: Rules): boolean {
  return rules.has(folder) || [...rules.keys()].some((row) => row.startsWith(folder));
}

function holdsCode(root: string, folder: string): boolean {
  return globSync(`${folder}**/*.{ts,mjs}`, { cwd: root }).length > 0;
}

/** The deepest row that the file is in. */
function folderOf(file: string, rules: Rules): string | null {
  const found = [...rules.keys()].filter((folder) => file.startsWith(folder));
  return found.sort((a, b) => b.length - a.length)[0] ?? null;
}

function declared(root: string, file: string): string[] {
  if (!existsSync(join(root, file))) return [];
  const all = JSON.parse(readFileSync(join(root, file), 'utf8'));
  const kinds = ['dependencies', 'devDependencies', 'peerDependencies'];
  return kinds.flatMap((kind) => Object.keys(all[kind] ?? {}));
}

/** Imports of all files in the folders, types included. Corpus and fixtures are no part of the program: they are run. */
function readImports(root: string, folders: readonly string[], wanted: RegExp): Import[] {
  const files = new Set(folders.flatMap((folder) => globSync(`${folder}**/*.{ts,mjs}`, { cwd: root })));
  return [...files]
    .map((file) => file.split(sep).join('/'))
    .filter((file) => !/node_modules|\/dist\/|\/programs\/|\/fixtures\//.test(file))
    .flatMap((from) =>
      importedNames(join(root, from))
        .filter((name) => wanted.test(name))
        .map((name) => ({ from, name, to: posix.join(dirname(from), name) })),
    );
}

/** What a file imports and exports from elsewhere: at its top, or by a call with a plain text. */
function importedNames(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const called = dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start, end));
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...called.flatMap((words) => /^(['"])(.*)\1$/.exec(words)?.[2] ?? []),
  ];
}

function circles(imports: readonly Import[]): string[] {
  const next = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push(`a circle: ${[...path.slice(start), file].join(' → ')}`);
    if (start >= 0 || done.has(file)) return;
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}
