/** A source as syntax. */
import type { ParseResult } from 'oxc-parser';
import type { Parser } from './parser.ts';

export type SourceType = 'module' | 'commonjs';
export type Language = 'js' | 'jsx' | 'ts' | 'tsx';

/** What a file of this name is written in. */
export function languageOf(file: string): Language {
  if (/\.tsx$/.test(file)) return 'tsx';
  if (/\.[mc]?ts$/.test(file)) return 'ts';
  return /\.jsx$/.test(file) ? 'jsx' : 'js';
}

/**
 * Types leave no trace at run time, so no rule asks for them, and syntax without their fields costs two thirds. But a
 * decorator of a parameter goes with them.
 */
const PARAMETER_DECORATOR = /[(,](?:\s|\/\/.*$|\/\*(?:[^*]|\*(?!\/))*\*\/)*@/m;

/** `sourceType` null: as the syntax tells. What shows no sign of an ES module may be CommonJS, which can `return` at the top. */
export function parse(parser: Parser, source: string, language: Language, sourceType: SourceType | null): ParseResult {
  const astType = language.startsWith('ts') && PARAMETER_DECORATOR.test(source) ? 'ts' : 'js';
  const as = (type: SourceType | 'unambiguous'): ParseResult =>
    parser.parseSync('source', source, { lang: language, sourceType: type, astType });
  if (sourceType !== null) return as(sourceType);
  const result = as('unambiguous');
  return result.errors.length > 0 && !result.module.hasModuleSyntax ? as('commonjs') : result;
}
