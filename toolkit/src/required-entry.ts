/**
 * An `--import` makes Node start the program as an ES module, past the require hooks (`ts-node/register`, `@babel/register`)
 * that were to compile its first file. Where there is one, the file is started as if nothing had been imported.
 */
import { readFileSync, realpathSync } from 'node:fs';
import Module from 'node:module';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';

let started = false;

/** Whether the module with this URL is the program's first, and Node would `require` it without us. True once at most. */
export function isRequiredEntry(url: string): boolean {
  if (started || !url.startsWith('file:')) return false;
  const file = fileURLToPath(url);
  if (!isEntry(file)) return false;
  started = true;
  return !importsOthers() && !isModule(url, extname(file)) && isCompiled(file);
}

function isEntry(file: string): boolean {
  const [, program] = process.argv;
  try {
    return program !== undefined && (program === file || realpathSync(program) === file);
  } catch {
    return false;
  }
}

/** Then it is an ES module without us as well. */
function importsOthers(): boolean {
  const words = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)];
  return words.some((word, index) => {
    const [, value] = /^--(?:import|(?:experimental-)?loader)(?:=(.*))?$/.exec(word) ?? [];
    return /^--(import|(experimental-)?loader)\b/.test(word) && !/\btaskscope\b/.test(value ?? words[index + 1] ?? '');
  });
}

/** Whether a hook makes something else of the file than it is: asked of the loader itself, with a module that does not run. */
function isCompiled(file: string): boolean {
  const loaders: unknown = Reflect.get(Module, '_extensions');
  const loader: unknown = Reflect.get(Object(loaders), extname(file)) ?? Reflect.get(Object(loaders), '.js');
  if (typeof loader !== 'function') return false;
  const trial = new Module(file);
  trial.filename = file;
  let text: unknown;
  Reflect.set(trial, '_compile', (content: unknown) => {
    text = content;
  });
  try {
    loader(trial, file);
  } catch {
    // It is going to say so again, as it does without us.
    return true;
  }
  return text !== readFileSync(file, 'utf8');
}

/** As Node tells it of the file that it is started with. */
function isModule(url: string, extension: string): boolean {
  if (extension === '.cjs' || extension === '.cts') return false;
  if (extension === '.mjs' || extension === '.mts') return true;
  const manifest = Module.findPackageJSON(url);
  // In no package, Node 24 and 26 answer with the file itself.
  return manifest !== undefined && basename(manifest) === 'package.json' && typeIn(manifest) === 'module';
}

/**
 * Read, and not required: on Windows it is told as `\\?\C:\app\package.json`, which no `require` finds. What is wrong with it is
 * Node's to say.
 */
function typeIn(manifest: string): unknown {
  try {
    const content: unknown = JSON.parse(readFileSync(manifest, 'utf8').replace(/^\uFEFF/, ''));
    return Reflect.get(Object(content), 'type');
  } catch {
    return undefined;
  }
}
