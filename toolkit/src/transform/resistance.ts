/** Functions whose body can't be put into a `try` block without a change of meaning: they are left alone. */
import type { Node } from '@oxc-project/types';
import type { AsyncFunction } from './pass.ts';
import { isFunction, type Visit } from './syntax.ts';

/** Why the function has to be left alone, or null. */
export function resistance(node: AsyncFunction, visit: Visit): string | null {
  if (node.body?.type !== 'BlockStatement') return null;
  const declared = new Set<string>();
  for (const statement of node.body.body) {
    if (statement.type !== 'FunctionDeclaration' || statement.id === null) continue;
    const { name } = statement.id;
    // Legal at the top of a function, an error or a different binding in a block.
    if (declared.has(name)) return `it declares the function \`${name}\` twice`;
    if (name === 'arguments') return 'it declares a function `arguments`';
    declared.add(name);
  }
  if (declared.size === 0) return null;
  for (const parameter of node.params) {
    if (parameter.type === 'Identifier' && declared.has(parameter.name))
      return `it declares a function named as its parameter \`${parameter.name}\``;
  }
  return node.body.body.some((statement) => declaresVariable(statement, declared, visit))
    ? 'it declares a function and a `var` that may have the same name'
    : null;
}

function declaresVariable(node: Node, names: ReadonlySet<string>, visit: Visit): boolean {
  if (isFunction(node)) return false;
  if (node.type === 'VariableDeclaration' && node.kind === 'var') {
    return node.declarations.some(({ id }) => id.type !== 'Identifier' || names.has(id.name));
  }
  for (const child of visit(node)) if (declaresVariable(child, names, visit)) return true;
  return false;
}
