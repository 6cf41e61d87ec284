/**
 * The variables that a text declares, by scope. V8 says in which scope a variable is, and in a text that was compiled, bundled or
 * minified its declaration is what leads to the author's name and file.
 */
import type { Node } from '@oxc-project/types';
import { childrenOf } from '../transform/children.ts';
import type { Parser } from '../transform/parser.ts';
import { isFunction } from '../transform/syntax.ts';

export interface DeclaringScope {
  /** Offsets in the text. */
  start: number;
  end: number;
  /** By name: where its declaration stands. */
  names: Map<string, number>;
}

/** The outermost is the first; each stands behind the one around it. */
export function declaringScopes(program: Node, parser: Parser): DeclaringScope[] {
  const scopes: DeclaringScope[] = [];
  const open = ({ start, end }: Node): DeclaringScope => {
    const scope = { start, end, names: new Map<string, number>() };
    scopes.push(scope);
    return scope;
  };
  const walk = (node: Node, parent: Node, around: DeclaringScope, hoisting: DeclaringScope): void => {
    let [inner, hoisted] = [around, hoisting];
    if (isFunction(node)) inner = hoisted = open(node);
    else if (opensBlock(node) && !isFunction(parent)) inner = open(node);
    declare(node, { around, inner, hoisted });
    for (const child of childrenOf(node, parser)) walk(child, node, inner, hoisted);
  };
  const top = open(program);
  for (const child of childrenOf(program, parser)) walk(child, program, top, top);
  return scopes;
}

function opensBlock({ type }: Node): boolean {
  return /^(BlockStatement|For(In|Of)?Statement|SwitchStatement|CatchClause|StaticBlock|Class(Declaration|Expression))$/.test(
    type,
  );
}

/** `around` the node, `inner` to it, and the one that a `var` belongs to. */
interface Scopes {
  around: DeclaringScope;
  inner: DeclaringScope;
  hoisted: DeclaringScope;
}

function declare(node: Node, { around, inner, hoisted }: Scopes): void {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (node.id) bind(node.type === 'FunctionDeclaration' ? around : inner, node.id);
      for (const parameter of node.params) bind(inner, parameter);
      break;
    case 'ClassDeclaration':
    case 'ClassExpression':
      if (node.id) bind(node.type === 'ClassDeclaration' ? around : inner, node.id);
      break;
    case 'VariableDeclaration':
      for (const { id } of node.declarations) bind(node.kind === 'var' ? hoisted : inner, id);
      break;
    case 'CatchClause':
      if (node.param) bind(inner, node.param);
      break;
    case 'ImportDeclaration':
      for (const { local } of node.specifiers) bind(around, local);
      break;
  }
}

/** All names of a pattern. */
function bind(scope: DeclaringScope, pattern: Node): void {
  switch (pattern.type) {
    case 'Identifier':
      if (!scope.names.has(pattern.name)) scope.names.set(pattern.name, pattern.start);
      break;
    case 'ObjectPattern':
      for (const each of pattern.properties) bind(scope, each.type === 'Property' ? each.value : each.argument);
      break;
    case 'ArrayPattern':
      for (const each of pattern.elements) if (each !== null) bind(scope, each);
      break;
    case 'AssignmentPattern':
      bind(scope, pattern.left);
      break;
    case 'RestElement':
      bind(scope, pattern.argument);
      break;
  }
}

/**
 * Where the variable is declared that a function at `at` sees; -1 where that can't be told. `names`: all that V8 shows of its scope.
 * Without `at`, the only declaration of that name.
 */
export function declarationOf(
  scopes: readonly DeclaringScope[],
  name: string,
  names: readonly string[],
  at: number | null,
): number {
  const declaring = scopes.filter((scope) => scope.names.has(name));
  if (at === null) return declaring.length === 1 ? (declaring[0]?.names.get(name) ?? -1) : -1;
  // The top of a module is a function as well, which begins where the outermost scope does.
  const seen = declaring.filter((scope) => scope === scopes[0] || (scope.start < at && at < scope.end)).toReversed();
  const known = names.filter((each) => scopes.some((scope) => scope.names.has(each)));
  const whole = seen.find((scope) => known.every((each) => scope.names.has(each)));
  return (whole ?? seen[0])?.names.get(name) ?? -1;
}
