/** Which rule looks at which node. */
import type { Class, Node } from '@oxc-project/types';
import { keptName } from './function-name.ts';
import { walkFunction } from './function-rule.ts';
import type { Frame, Pass, Scope } from './pass.ts';
import { walkAwait, walkAwaitUsing, walkForAwait, walkReturn, walkTry, walkYield } from './suspension-rules.ts';
import { containsSuspension } from './syntax.ts';

export function walk(pass: Pass, node: Node, parent: Node | null, scope: Scope, listed: boolean): void {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return walkFunction(pass, node, parent, scope);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return pass.walkChildren(node, { className: className(node, parent), frame: scope.frame });
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      // A function in there is named by what stands around it.
      return pass.walk(node.expression, parent, scope);
    case 'CallExpression': {
      const kept = keptName(node);
      if (kept === null) break;
      return walkFunction(pass, kept.named, parent, scope, kept.name);
    }
    case 'BlockStatement':
    case 'SwitchCase':
    case 'Program':
      return pass.walkChildren(node, scope, true);
    case 'LabeledStatement':
      // What is added behind the body stands behind the label's statement too.
      return pass.walkChildren(node, scope, listed);
  }
  if (scope.frame === null) pass.walkChildren(node, scope);
  else walkInFrame(pass, node, scope.frame, scope, listed);
}

function walkInFrame(pass: Pass, node: Node, frame: Frame, scope: Scope, listed: boolean): void {
  switch (node.type) {
    case 'AwaitExpression':
      return walkAwait(pass, node, frame, scope);
    case 'YieldExpression':
      if (!frame.generator) break;
      return walkYield(pass, node, frame, scope);
    case 'ReturnStatement':
      return walkReturn(pass, node, frame, scope);
    case 'TryStatement':
      return walkTry(pass, node, frame, scope);
    case 'ForOfStatement':
      if (!node.await) break;
      return walkForAwait(pass, node, frame, scope, listed);
    case 'VariableDeclaration':
      if (node.kind === 'await using') return walkAwaitUsing(pass, node, frame, scope, listed);
      pass.walkChildren(node, scope);
      if (listed) endStatement(pass, node, frame);
      return;
    case 'ExpressionStatement':
    case 'ThrowStatement':
      pass.walkChildren(node, scope);
      return endStatement(pass, node, frame);
  }
  pass.walkChildren(node, scope);
}

function className(node: Class, parent: Node | null): string | null {
  if (node.id !== null) return node.id.name;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : null;
}

/** A bare `yield` ends its statement at the line end; the call that is made of it would not. */
function endStatement(pass: Pass, node: Node, frame: Frame): void {
  if (frame.generator && pass.source[node.end - 1] !== ';' && containsSuspension(node, pass.visit))
    pass.insertions.close(node.end, ';');
}
