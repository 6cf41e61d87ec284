/** An async function becomes a frame: a token on entry, an exit in a `finally`. */
import type { Node } from '@oxc-project/types';
import { noteStatement } from './call-rules.ts';
import { functionName, unnamed } from './function-name.ts';
import { SITE } from './insertion.ts';
import type { AsyncFunction, Frame, Pass, Scope } from './pass.ts';
import { walkParameter, walkPlain } from './plain-rule.ts';
import { resistance } from './resistance.ts';
import { walkReturned } from './suspension-rules.ts';
import { bare, endOfArrow, endOfDirectives } from './syntax.ts';
import { unseenDisposal } from './using-rules.ts';

const ENTER = `const $ts_t=$ts_enter(${SITE});try{`;
const EXIT = '}finally{$ts_exit($ts_t)}';
/** Where something may throw behind a `return`: then what it returned is not what the function ends with. */
const EXIT_OR_THROW = `}catch($ts_e){$ts_threw($ts_t);throw $ts_e${EXIT}`;

export function walkFunction(
  pass: Pass,
  node: AsyncFunction,
  parent: Node | null,
  scope: Scope,
  kept: string | null = null,
): void {
  const own = functionName(node, parent, scope.className, pass.source, kept);
  const name = own === null ? unnamed(scope.around, pass.nextUnnamed(scope.around)) : pass.unique(own, scope.around);
  const plain: Scope = { className: scope.className, around: name, frame: null };
  if (!node.async || node.body === null) return walkPlain(pass, node, parent, plain);
  const start = startOf(node, parent);
  const reason = reasonToSkip(pass, node, start);
  if (reason !== null) {
    pass.skip(start, reason);
    return walkPlain(pass, node, parent, plain);
  }
  const site = pass.site(start, 'function', name);
  const frame: Frame = {
    name,
    site,
    generator: node.generator,
    lastAwait: lastAwait(node),
    line: 0,
    callSites: new Map(),
    valued: new Map(),
    chained: new Set(),
    closing: 0,
    throwsLate: false,
    loops: [],
  };
  for (const parameter of node.params) walkParameter(pass, parameter, node, plain);
  const inside: Scope = { className: scope.className, around: name, frame };
  const { body } = node;
  if (body.type === 'BlockStatement') {
    // Nothing can be suspended in an empty one.
    if (body.body.length === 0) return;
    const directives = endOfDirectives(body.body);
    pass.insertions.open(directives ?? body.start + 1, directives === null ? ENTER : `;${ENTER}`, site);
    pass.walkChildren(body, inside, true);
    pass.insertions.close(body.end - 1, frame.throwsLate ? EXIT_OR_THROW : EXIT);
    return;
  }
  const arrow = endOfArrow(pass, body);
  pass.insertions.open(arrow, `{${ENTER}`, site);
  noteStatement(pass, body, frame, arrow);
  pass.insertions.open(arrow, 'return ');
  walkReturned(pass, body, node, frame, inside, { start: arrow, end: node.end, offset: body.start });
  pass.insertions.close(node.end, `${EXIT}}`);
}

function reasonToSkip(pass: Pass, node: AsyncFunction, start: number): string | null {
  if (pass.optedOut(start)) return '`taskscope-ignore`';
  if (node.body !== null && node.body.type !== 'BlockStatement' && endOfArrow(pass, node.body) < 0)
    return 'its `=>` was not found';
  return resistance(node, pass.visit) ?? (node.body && unseenDisposal(pass.source, node.body, pass.visit));
}

/** Where the function starts for a reader: a method at its key. */
function startOf(node: AsyncFunction, parent: Node | null): number {
  const named = parent?.type === 'MethodDefinition' || (parent?.type === 'Property' && parent.method);
  return named ? parent.start : node.start;
}

/** The `await` behind which a function has nothing left to do. */
function lastAwait({ body, generator }: AsyncFunction): Node | null {
  if (body === null || generator) return null;
  if (body.type !== 'BlockStatement') return awaitIn(body);
  // What is disposed of at the end runs with the frame as the one that runs.
  if (body.body.some((each) => each.type === 'VariableDeclaration' && /using$/.test(each.kind))) return null;
  const last = body.body.at(-1);
  if (last?.type === 'ExpressionStatement') return awaitIn(last.expression);
  return last?.type === 'ReturnStatement' && last.argument !== null ? awaitIn(last.argument) : null;
}

function awaitIn(expression: Parameters<typeof bare>[0]): Node | null {
  const node = bare(expression);
  return node.type === 'AwaitExpression' ? node : null;
}
