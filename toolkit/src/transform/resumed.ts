/** How a frame is resumed behind an `await` or a `yield`, which an error may tell in words. */
import type { AwaitExpression, Node, YieldExpression } from '@oxc-project/types';
import { bare } from './syntax.ts';

const RESUME = '$ts_resume';
const UNNAMED = '$ts_resume?.';
const ITERABLE = '$ts_resumeIterable';

/**
 * What resumes it. V8 says `(intermediate value).m is not a function` of what was awaited, and of an optional call as well; of any other
 * call it says the name, which would be ours. What is iterated at once complains in these words by itself.
 */
export function resumeBy(node: AwaitExpression | YieldExpression, parent: Node | null): string {
  switch (parent?.type) {
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
    case 'IfStatement':
      return RESUME;
    case 'CallExpression':
      return bare(parent.callee) === node ? UNNAMED : RESUME;
    case 'VariableDeclarator':
      if (parent.id.type === 'ArrayPattern') return ITERABLE;
      return parent.id.type === 'ObjectPattern' ? UNNAMED : RESUME;
    case 'AssignmentExpression':
      return /Pattern$/.test(parent.left.type) ? UNNAMED : RESUME;
    case 'ArrayExpression':
      return parent.elements.some((each) => each?.type === 'SpreadElement' && bare(each.argument) === node)
        ? ITERABLE
        : UNNAMED;
    case 'ForOfStatement':
      return parent.await ? RESUME : ITERABLE;
    default:
      return UNNAMED;
  }
}

/** The same behind a `yield`, which hardly anybody iterates. */
export function unparkBy(node: YieldExpression, parent: Node | null): string {
  return resumeBy(node, parent) === UNNAMED ? '$ts_unparked?.' : '$ts_unparked';
}
