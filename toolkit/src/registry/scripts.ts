/** Which of the scripts on a stack were transformed: there, nothing plain lies unseen between a call and what it starts. */
import { unescaped } from './stack.ts';

/** By path and by URL, as a stack may have either. */
const transformed = new Set<string>();
/** Whether all that is not in there was not transformed: so it is where each file comes by when it is loaded. */
let complete = false;

export function noteTransformed(...scripts: string[]): void {
  for (const script of scripts) transformed.add(script);
}

export function noteComplete(): void {
  complete = true;
}

/** A script that nobody has named may be a bundle, so one that is no package's is taken for the program's own. */
export function isTransformed(script: string): boolean {
  if (transformed.has(script) || transformed.has(unescaped(script))) return true;
  return !complete && !script.startsWith('node:') && !/[\\/]node_modules[\\/]/.test(script);
}
