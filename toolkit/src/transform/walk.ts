/** Which rule looks at which node. */
import type { Node } from '@oxc-project/types';
import { walkFunction } from './function-rule.ts';
import type { Frame, Parents, Pass } from './pass.ts';
import { walkAwait, walkAwaitUsing, walkForAwait, walkReturn, walkTry, walkYield } from './suspension-rules.ts';
import { containsSuspension } from './syntax.ts';

export function walk(pass: Pass, node: Node, parents: Parents): void {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return walkFunction(pass, node, parents);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return pass.walkChildren(node, { ...parents, parent: node, listed: false, className: node.id?.name ?? null });
    case 'BlockStatement':
    case 'SwitchCase':
    case 'Program':
      return pass.walkChildren(node, { ...parents, parent: node, listed: true });
    case 'LabeledStatement':
      // What is added behind the body stands behind the label's statement too.
      return pass.walkChildren(node, { ...parents, parent: node });
  }
  if (parents.frame !== null) return walkInFrame(pass, node, parents.frame, parents);
  pass.walkChildren(node, { ...parents, parent: node, listed: false });
}

function walkInFrame(pass: Pass, node: Node, frame: Frame, parents: Parents): void {
  const unlisted: Parents = { ...parents, listed: false };
  switch (node.type) {
    case 'AwaitExpression':
      return walkAwait(pass, node, frame, unlisted);
    case 'YieldExpression':
      if (!frame.generator) break;
      return walkYield(pass, node, frame, unlisted);
    case 'ReturnStatement':
      return walkReturn(pass, node, frame, parents);
    case 'TryStatement':
      return walkTry(pass, node, frame, parents);
    case 'ForOfStatement':
      if (!node.await) break;
      return walkForAwait(pass, node, frame, parents);
    case 'VariableDeclaration':
      if (node.kind === 'await using') return walkAwaitUsing(pass, node, frame, parents);
      pass.walkChildren(node, { ...unlisted, parent: node });
      if (parents.listed) endStatement(pass, node, frame);
      return;
    case 'ExpressionStatement':
    case 'ThrowStatement':
      pass.walkChildren(node, { ...unlisted, parent: node });
      return endStatement(pass, node, frame);
  }
  pass.walkChildren(node, { ...unlisted, parent: node });
}

/** A bare `yield` ends its statement at the line end; the call that is made of it would not. */
function endStatement(pass: Pass, node: Node, frame: Frame): void {
  if (frame.generator && pass.source[node.end - 1] !== ';' && containsSuspension(node, pass.visit)) pass.insertions.close(node.end, ';');
}
