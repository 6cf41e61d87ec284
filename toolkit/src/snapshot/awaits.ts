/**
 * The awaits of each async function of a text, and where V8 says that the function begins. Which of several awaits it is that a
 * function is suspended at, no snapshot says: the number stands where V8 shows no numbers.
 */
import type { Node } from '@oxc-project/types';

import { childrenOf } from '../transform/children.ts';
import { functionName } from '../transform/function-name.ts';
import { type Author, Origin, type Place } from '../transform/origin.ts';
import { type Language, parse } from '../transform/parse.ts';
import type { Parser } from '../transform/parser.ts';
import type { AsyncFunction } from '../transform/pass.ts';
import { Positions } from '../transform/positions.ts';
import { canBePromise, findToken } from '../transform/syntax.ts';

export interface AsyncFunctionText {
  /** As V8 names it; empty where it has none. */
  name: string;
  /** As a reader would call it: by what it is assigned to, where it has no name; empty where there is nothing. */
  title: string;
  /** What its author called it, where a minifier has changed that; else null. */
  authorsName: string | null;
  /** Where V8 says that it begins, both from 0: at its parameters, or an arrow function as a whole. */
  line: number;
  column: number;
  /** In the author's text. */
  place: Place;
  /** What it can be suspended at, in the order of the text; one a line. */
  awaits: Place[];
}

/** Null where the text can't be parsed. */
export function asyncFunctions(
  parser: Parser,
  source: string,
  language: Language,
  author: Author | null,
): AsyncFunctionText[] | null {
  const { program, errors } = parse(parser, source, language, null);
  if (errors.length > 0) return null;
  const positions = new Positions(source);
  const origin = new Origin(positions, author);
  const functions: AsyncFunctionText[] = [];
  // What a module does at its top begins where its text does.
  const top: Found = { offset: 0, name: '', title: '', authorsName: null, awaits: [] };
  const found = [top];
  const walk = (node: Node, parent: Node | null, around: number[] | null, generator: boolean): void => {
    origin.note(node, parent);
    let awaits = around;
    let yields = generator;
    if (
      node.type === 'FunctionDeclaration' ||
      node.type === 'FunctionExpression' ||
      node.type === 'ArrowFunctionExpression'
    ) {
      awaits = node.async ? [] : null;
      yields = node.async && node.generator;
      if (awaits !== null) found.push({ ...named(source, node, parent, origin), awaits });
    } else if (node.type === 'PropertyDefinition' || node.type === 'StaticBlock') awaits = null;
    else if (awaits !== null && suspends(node, yields)) awaits.push(node.start);
    for (const child of childrenOf(node, parser)) walk(child, node, awaits, yields);
  };
  walk(program, null, top.awaits, false);
  for (const { offset, name, title, authorsName, awaits } of found) {
    const { line, column } = positions.at(offset);
    const lines = new Map(
      awaits.map((each) => origin.place(each)).map((place) => [`${place.file}:${place.line}`, place]),
    );
    const sorted = [...lines.values()].sort((a, b) => a.line - b.line);
    functions.push({
      name,
      title,
      authorsName,
      line: line - 1,
      column: column - 1,
      place: origin.place(offset),
      awaits: sorted,
    });
  }
  return functions;
}

/** An await of what can be no promise ends before anybody can look. */
function suspends(node: Node, generator: boolean): boolean {
  switch (node.type) {
    case 'AwaitExpression':
      return canBePromise(node.argument);
    case 'ForOfStatement':
      return node.await;
    case 'VariableDeclaration':
      return node.kind === 'await using';
    case 'YieldExpression':
      return generator && node.argument !== null && canBePromise(node.argument);
    case 'ReturnStatement':
      return generator && node.argument !== null && canBePromise(node.argument);
    default:
      return false;
  }
}

interface Found {
  offset: number;
  name: string;
  title: string;
  authorsName: string | null;
  awaits: number[];
}

function named(source: string, node: AsyncFunction, parent: Node | null, origin: Origin): Omit<Found, 'awaits'> {
  const title = functionName(node, parent, null, source) ?? '';
  const authors = origin.name(node.start, title);
  return {
    offset: beginOf(source, node),
    name: nameOf(node, parent),
    title,
    authorsName: authors === title ? null : authors,
  };
}

/** V8 lets a function begin at the bracket of its parameters, but for an arrow function. */
function beginOf(source: string, node: AsyncFunction): number {
  if (node.type === 'ArrowFunctionExpression') return node.start;
  return findToken(source, '(', node.id?.end ?? node.start);
}

function nameOf(node: AsyncFunction, parent: Node | null): string {
  if (node.type !== 'ArrowFunctionExpression' && node.id) return node.id.name;
  switch (parent?.type) {
    case 'MethodDefinition':
    case 'Property':
    case 'PropertyDefinition':
      return keyName(parent.key);
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : '';
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return parent.left.type === 'Identifier' ? parent.left.name : '';
    case 'ExportDefaultDeclaration':
      return 'default';
    default:
      return '';
  }
}

function keyName(key: Node): string {
  if (key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.type === 'Literal' ? String(key.value) : '';
}
