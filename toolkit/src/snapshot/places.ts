/** Where a suspended function and its awaits stand in the author's text, as far as that can be told for certain. */
import { authorship } from '../transform/author.ts';
import { sourcePath } from '../transform/author-map.ts';
import { languageOf } from '../transform/parse.ts';
import { loadParser, ParserMissing } from '../transform/parser.ts';
import { type AsyncFunctionText, asyncFunctions } from './awaits.ts';
import type { Location } from './columns.ts';
import type { ScriptText } from './script-text.ts';

/** A script, with what was found in its text. */
export interface ScriptPlaces {
  /** As people name it: a path where it is a file. */
  file: string;
  functions: readonly AsyncFunctionText[];
  /** Whether positions of V8 hold in the text that was read. */
  ran: boolean;
}

export interface FunctionPlaces {
  /** What a reader would call it; empty where it has no name. */
  title: string;
  /** What its author called it, where a minifier has changed that; else null. */
  authorsName: string | null;
  file: string;
  functionLine: number | null;
  lines: number[];
}

export function scriptPlaces(url: string, text: ScriptText | null): ScriptPlaces {
  const file = sourcePath(url);
  if (text === null) return { file, functions: [], ran: false };
  return { file, functions: functionsIn(url, text.text), ran: text.ran };
}

function functionsIn(url: string, text: string): readonly AsyncFunctionText[] {
  try {
    const language = languageOf(sourcePath(url));
    const { author } = authorship(text, url, language, () => true);
    return asyncFunctions(loadParser(), text, language, author) ?? [];
  } catch (error) {
    if (error instanceof ParserMissing) return [];
    throw error;
  }
}

/** `location` is where V8 says that the function begins. */
export function functionPlaces(script: ScriptPlaces, name: string, location: Location | null): FunctionPlaces {
  const { file, ran } = script;
  const found = location === null ? null : find(script, name, location);
  if (found !== null) {
    const own = found.awaits.find((each) => each.file !== undefined)?.file ?? found.place.file ?? file;
    return {
      title: found.title,
      authorsName: found.authorsName,
      file: own,
      functionLine: found.place.line,
      lines: found.awaits.map(({ line }) => line),
    };
  }
  return {
    title: '',
    authorsName: null,
    file,
    functionLine: ran && location !== null ? location.line + 1 : null,
    lines: [],
  };
}

/**
 * In the text that ran, the function at this very place. In one that was compiled as it was loaded, the only one of its name:
 * on its line, since taskscope's own transform keeps lines, else in the file.
 */
function find({ functions, ran }: ScriptPlaces, name: string, { line, column }: Location): AsyncFunctionText | null {
  if (ran) return functions.find((each) => each.line === line && each.column === column) ?? null;
  if (name === '') return null;
  const named = functions.filter((each) => each.name === name);
  const onLine = named.filter((each) => each.line === line);
  return only(onLine) ?? only(named);
}

function only<Item>(items: readonly Item[]): Item | null {
  const [first] = items;
  return items.length === 1 && first !== undefined ? first : null;
}
