/**
 * Whether a frame that begins is the very call that its caller awaits or returns.
 *
 * The transformed caller says so right before the call (`calls.awaited`), and plain functions of the program's own take it
 * back, so that what they start is nobody's awaited call. What is left in doubt is code that was not transformed: a package or a
 * built-in that calls back. A stack tells, once for each pair of a call and a function; from then on a comparison does.
 */
import { isTransformed } from './scripts.ts';
import { type StackLine, stackLines, unescaped } from './stack.ts';

/** Written by the transformed code itself, where a call of a helper would cost more than it does. */
export const calls = {
  /**
   * The site of the call that is awaited or returned, as long as nothing but the frame that it starts may begin, or
   * `BY_TOOLKIT`; else 0. In its last bits, how many plain functions were passed on the way that return the call of the next one.
   */
  awaited: 0,
};

/** The toolkit itself calls, and takes the frame that begins. */
export const BY_TOOLKIT = -1;

/** So many bits: who passes more is taken for another call, and is nobody's. */
export const PASSED_BITS = 3;
const PASSED = (1 << PASSED_BITS) - 1;

const STACK_LIMIT = 24;
/** Node's own functions that return what they call. */
const HANDS_THROUGH = /(?:^|\.)(?:run|exit|runInAsyncScope)$/;
const OF_NODE = /^node:(?:internal\/)?async_/;
/** Built-ins that resume a generator, whose promise is settled by that very turn of it. */
const RESUMES = /(?:^|\.)(?:next|return|throw)$/;
/** Of the copies of the package. */
const folders = new Set<string>();

/** By a call's site, what was found for it last: a function and how many were passed; negative where it is not that call. */
const latest: number[] = [];
/** The same for calls that more than one function answers. */
const known = new Map<number, Map<number, boolean>>();

/** `awaited` as in `calls`. `begin` is the helper that the frame has called: the stack is looked at from there. */
export function isDirect(awaited: number, site: number, begin: Function): boolean {
  const call = awaited >> PASSED_BITS;
  const key = (site << PASSED_BITS) | (awaited & PASSED);
  const seen = latest[call - BY_TOOLKIT];
  if (seen === key) return true;
  return seen === -key ? false : lookUp(call, key, begin);
}

function lookUp(call: number, key: number, begin: Function): boolean {
  let answers = known.get(call);
  if (answers === undefined) {
    answers = new Map();
    known.set(call, answers);
  }
  const direct = answers.get(key) ?? isHandedThrough(stackLines(begin, STACK_LIMIT), call === BY_TOOLKIT, key & PASSED);
  answers.set(key, direct);
  latest[call - BY_TOOLKIT] = direct ? key : -key;
  return direct;
}

/** Whether all that lies on the stack between the frame and the code that awaits it returns the very promise. */
function isHandedThrough([, ...callers]: StackLine[], byToolkit: boolean, passed: number): boolean {
  let left = passed;
  for (const [index, { name, script }] of callers.entries()) {
    if (script === null) {
      if (index === 0 && RESUMES.test(name)) continue;
      return false;
    }
    if (HANDS_THROUGH.test(name) && OF_NODE.test(script)) continue;
    if (isToolkit(script)) {
      if (name === 'withLabels' || name === '') continue;
      return byToolkit;
    }
    if (!isTransformed(script)) return false;
    if (left === 0) return !byToolkit;
    left--;
  }
  return false;
}

function isToolkit(script: string): boolean {
  const path = unescaped(script);
  return [...folders].some((folder) => path.startsWith(folder) && /^(?:src|dist)[\\/]/.test(path.slice(folder.length)));
}

/** Each copy of the package that is loaded names its folder. */
export function noteToolkit(folder: string): void {
  if (folder !== '') folders.add(folder);
}

/** The folder of this copy of the package, as stacks name it: this very file is on the stack. */
export function packageFolder(): string {
  const script = stackLines(packageFolder, 1)[0]?.script ?? '';
  return script.replace(/(?:src|dist)(?:[\\/]commonjs)?[\\/]registry[\\/][^\\/]*$/, '');
}
