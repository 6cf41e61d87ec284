/** Which rule looks at which node. */
import type {
  AccessorProperty,
  Class,
  ConditionalExpression,
  IfStatement,
  Node,
  PropertyDefinition,
  StaticBlock,
  SwitchCase,
} from '@oxc-project/types';
import { noteStatement, walkAwaitedCall, walkCall } from './call-rules.ts';
import { isCall, partsOfChain, skippable } from './calls.ts';
import { keptName } from './function-name.ts';
import { walkFunction } from './function-rule.ts';
import { walkContinue, walkForOf, walkLoop } from './loop-rules.ts';
import type { Frame, Pass, Scope } from './pass.ts';
import { walkAwait, walkForAwait, walkReturn, walkTry, walkYield } from './suspension-rules.ts';
import { containsSuspension, initializer } from './syntax.ts';
import { isUsing, walkUsing } from './using-rules.ts';

export function walk(pass: Pass, node: Node, parent: Node | null, scope: Scope, listed: boolean): void {
  const { frame } = scope;
  if (listed && frame !== null && parent?.type !== 'LabeledStatement') noteStatement(pass, node, frame);
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return walkFunction(pass, node, parent, scope);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return pass.walkChildren(node, { ...scope, className: className(node, parent) });
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'StaticBlock':
      return walkElement(pass, node, scope);
    case 'SpreadElement':
      return pass.walk(node.argument, parent, scope);
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
    case 'SwitchCase':
      return walkCase(pass, node, scope);
    case 'BlockStatement':
    case 'Program':
      return pass.walkChildren(node, scope, true);
    case 'LabeledStatement':
      // What is added behind the body stands behind the label's statement too.
      return pass.walkChildren(node, scope, listed);
  }
  if (frame === null) pass.walkChildren(node, scope);
  else walkInFrame(pass, node, parent, frame, scope, listed);
}

function walkInFrame(pass: Pass, node: Node, parent: Node | null, frame: Frame, scope: Scope, listed: boolean): void {
  if (isCall(node)) {
    const valued = frame.valued.get(node);
    if (valued === undefined) return walkCall(pass, node, frame, scope);
    return walkAwaitedCall(pass, node, frame, scope, valued.at, valued.line);
  }
  switch (node.type) {
    case 'AwaitExpression':
      return walkAwait(pass, node, parent, frame, scope);
    case 'YieldExpression':
      if (!frame.generator) break;
      return walkYield(pass, node, parent, frame, scope);
    case 'ReturnStatement':
      return walkReturn(pass, node, frame, scope);
    case 'TryStatement':
      return walkTry(pass, node, frame, scope);
    case 'ForOfStatement':
      if (node.await) return walkForAwait(pass, node, parent, frame, scope, listed);
      return walkForOf(pass, node, parent, frame, scope, listed);
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ForInStatement':
      return walkLoop(pass, node, parent, frame, scope);
    case 'ContinueStatement':
      return walkContinue(pass, node, frame);
    case 'ChainExpression':
      for (const part of partsOfChain(node.expression)) frame.chained.add(part);
      return walkSkippable(pass, node, frame, scope);
    case 'ConditionalExpression':
    case 'IfStatement':
      return walkBranches(pass, node, frame, scope);
    case 'LogicalExpression':
    case 'AssignmentPattern':
    case 'AssignmentExpression':
      return walkSkippable(pass, node, frame, scope);
    case 'VariableDeclaration':
      if (isUsing(node)) return walkUsing(pass, node, frame, scope, listed);
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

/** Its test runs after those before it, and its statements are a list. */
function walkCase(pass: Pass, node: SwitchCase, scope: Scope): void {
  if (scope.frame !== null) scope.frame.line = 0;
  if (node.test !== null) pass.walk(node.test, node, scope);
  for (const statement of node.consequent) pass.walk(statement, node, scope, true);
}

/**
 * An element of a class: what initializes it is a function of its own, which may run long after the frame, and would keep the
 * token of that.
 */
function walkElement(pass: Pass, node: PropertyDefinition | AccessorProperty | StaticBlock, scope: Scope): void {
  const own = initializer(node);
  const inside: Scope = { ...scope, frame: null };
  if (node === own) return pass.walkChildren(node, inside);
  for (const child of pass.visit(node)) pass.walk(child, node, child === own ? inside : scope);
}

function className(node: Class, parent: Node | null): string | null {
  if (node.id !== null) return node.id.name;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : null;
}

function walkBranches(pass: Pass, node: ConditionalExpression | IfStatement, frame: Frame, scope: Scope): void {
  pass.walk(node.test, node, scope);
  const tested = frame.line;
  const lines = [node.consequent, node.alternate].map((branch) => {
    frame.line = tested;
    if (branch !== null) pass.walk(branch, node, scope);
    return frame.line;
  });
  // What was noted last depends on which of them ran.
  if (lines.some((line) => line !== frame.line)) frame.line = 0;
}

/** What was noted last depends on whether the part was evaluated that may be skipped. */
function walkSkippable(pass: Pass, node: Node, frame: Frame, scope: Scope): void {
  const perhaps = skippable(node);
  for (const child of pass.visit(node)) {
    const { line } = frame;
    pass.walk(child, node, scope);
    if (child === perhaps && frame.line !== line) frame.line = 0;
  }
}

/** A bare `yield` ends its statement at the line end; the call that is made of it would not. */
function endStatement(pass: Pass, node: Node, frame: Frame): void {
  if (frame.generator && pass.source[node.end - 1] !== ';' && containsSuspension(node, pass.visit))
    pass.insertions.close(node.end, ';');
}
