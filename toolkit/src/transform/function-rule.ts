/** An async function becomes a frame: a token on entry, an exit in a `finally`. */
import type { Node, Statement } from '@oxc-project/types';
import { functionName } from './function-name.ts';
import { SITE } from './insertion.ts';
import type { AsyncFunction, Frame, Pass, Scope } from './pass.ts';
import { resistance } from './resistance.ts';
import { bare, canBePromise, startOfText } from './syntax.ts';

const ENTER = `const $ts_t=$ts_enter(${SITE});try{`;
const EXIT = '}finally{$ts_exit($ts_t)}';

export function walkFunction(
  pass: Pass,
  node: AsyncFunction,
  parent: Node | null,
  scope: Scope,
  kept: string | null = null,
): void {
  const outside: Scope = { className: scope.className, frame: null };
  if (!node.async || node.body === null) return pass.walkChildren(node, outside);
  const start = startOf(node, parent);
  const arrow = endOfArrow(pass, node.body);
  const reason = pass.optedOut(start)
    ? '`taskscope-ignore`'
    : arrow < 0
      ? 'its `=>` was not found'
      : resistance(node, pass.visit);
  if (reason !== null) {
    pass.skip(start, reason);
    return pass.walkChildren(node, outside);
  }
  const name = functionName(node, parent, scope.className, pass.source, kept);
  const site = pass.site(start, 'function', name);
  const frame: Frame = { name, site, generator: node.generator, finallyDepth: 0 };
  for (const parameter of node.params) pass.walk(parameter, node, outside);
  const inside: Scope = { className: scope.className, frame };
  const { body } = node;
  if (body.type === 'BlockStatement') {
    // Nothing can be suspended in an empty one.
    if (body.body.length === 0) return;
    const directives = endOfDirectives(body.body);
    if (directives === null) pass.insertions.open(body.start + 1, ENTER, site);
    else pass.insertions.open(directives, `;${ENTER}`, site);
    pass.walkChildren(body, inside, true);
    pass.insertions.close(body.end - 1, EXIT);
    return;
  }
  pass.insertions.open(arrow, `{${ENTER}return `, site);
  if (canBePromise(body)) {
    const returnSite = pass.site(body.start, 'return', name, site);
    pass.insertions.open(
      arrow,
      `$ts_returning($ts_t,${SITE},${bare(body).type === 'CallExpression' ? '$ts_before()||' : ''}(`,
      returnSite,
    );
  } else {
    pass.insertions.open(arrow, '((');
  }
  pass.walk(body, node, inside);
  pass.insertions.close(node.end, `))${EXIT}}`);
}

/** Where the function starts for a reader: a method at its key. */
function startOf(node: AsyncFunction, parent: Node | null): number {
  const named = parent?.type === 'MethodDefinition' || (parent?.type === 'Property' && parent.method);
  return named ? parent.start : node.start;
}

/** Behind the last directive, or null where there is none. */
export function endOfDirectives(body: readonly (Statement | Node)[]): number | null {
  let end: number | null = null;
  for (const statement of body) {
    if (statement.type !== 'ExpressionStatement' || typeof statement.directive !== 'string') break;
    end = statement.end;
  }
  return end;
}

/** Behind the `=>`, which is all that stands before a body that is an expression; -1 where it can't be found. */
function endOfArrow({ source, visit, endBefore }: Pass, body: Node): number {
  if (body.type === 'BlockStatement') return 0;
  const end = endBefore(startOfText(body, visit));
  return source.endsWith('=>', end) ? end : -1;
}
