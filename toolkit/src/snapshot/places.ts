/** Where a suspended function and its awaits stand in the author's text, as far as that can be told for certain. */
import { authorship } from '../transform/author.ts';
import { sourcePath } from '../transform/author-map.ts';
import { type Author, Origin } from '../transform/origin.ts';
import { type Language, languageOf, parse } from '../transform/parse.ts';
import { loadParser, ParserMissing } from '../transform/parser.ts';
import { Positions } from '../transform/positions.ts';
import { type AsyncFunctionText, asyncFunctions } from './awaits.ts';
import type { Location } from './columns.ts';
import { type DeclaringScope, declarationOf, declaringScopes } from './declared.ts';
import type { ScriptText } from './script-text.ts';

/** A script, with what was found in its text. */
export interface ScriptPlaces {
  /** As people name it: a path where it is a file. */
  file: string;
  functions: readonly AsyncFunctionText[];
  /** Whether positions of V8 hold in the text that was read. */
  ran: boolean;
  /** What its author calls a variable; absent where no map says that it was written elsewhere. */
  variables?: VariableOf;
}

/** `names`: all that V8 shows of its scope. `location`: where a function of that scope begins. Null where it is not found. */
export type VariableOf = (
  name: string,
  names: readonly string[],
  location: Location | null,
) => { name: string; file: string } | null;

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
  try {
    const language = languageOf(file);
    const { author } = authorship(text.text, url, language, () => true);
    const functions = asyncFunctions(loadParser(), text.text, language, author) ?? [];
    if (author === null) return { file, functions, ran: text.ran };
    return { file, functions, ran: text.ran, variables: variablesIn(text, file, language, author) };
  } catch (error) {
    if (error instanceof ParserMissing) return { file, functions: [], ran: text.ran };
    throw error;
  }
}

/** A bundle is long: it is looked through once somebody asks. */
function variablesIn({ text, ran }: ScriptText, file: string, language: Language, author: Author): VariableOf {
  let scopes: readonly DeclaringScope[] | null = null;
  const positions = new Positions(text);
  const origin = new Origin(positions, author);
  return (name, names, location) => {
    const parser = loadParser();
    scopes ??= declaringScopes(parse(parser, text, language, null).program, parser);
    const at = ran && location !== null ? (positions.starts[location.line] ?? 0) + location.column : null;
    const declared = declarationOf(scopes, name, names, at);
    if (declared < 0) return null;
    return { name: origin.nameAt(declared, name), file: origin.place(declared).file ?? file };
  };
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
