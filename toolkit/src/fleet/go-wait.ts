/** What a goroutine waits for, as far as the functions of its stack say. */
import type { StackPlace } from './stack-place.ts';

/** The functions of Go that a goroutine is blocked in, in the words of its stack dumps. */
const WAITS: readonly [RegExp, string][] = [
  [/^runtime\.chansend/, 'chan send'],
  [/^runtime\.chanrecv/, 'chan receive'],
  [/^runtime\.(selectgo|block)$/, 'select'],
  [/^sync\.\(\*WaitGroup\)\.Wait/, 'wait group'],
  [/^sync\.\(\*Cond\)\.Wait/, 'condition'],
  [/(^sync|^internal\/sync)\.\(\*(RW)?Mutex\)\./, 'mutex lock'],
  [/^time\.Sleep/, 'sleep'],
  [/^internal\/poll\./, 'IO wait'],
];

/** Empty where they say nothing. */
export function goWait(stack: readonly StackPlace[]): string {
  for (const [pattern, wait] of WAITS) if (stack.some(({ function: name }) => pattern.test(name))) return wait;
  return '';
}
