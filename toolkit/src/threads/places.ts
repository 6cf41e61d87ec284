/** Places of other threads, under addresses of this one: each thread counts its own, and where they come together they have to differ. */
import type { StackFrame } from '../registry/places.ts';
import { registry } from '../registry/registry.ts';

const known = new Map<string, StackFrame>();

export function here({ name, file, line, column, functionLine }: StackFrame): StackFrame {
  const key = JSON.stringify([name, file, line, column, functionLine]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const place = registry.addSites(file, [
    { kind: 'await', name, line, column, function: 1 },
    { kind: 'await', name, line: functionLine, column: 1, function: 1 },
  ]);
  const frame = registry.stackFrame(place);
  known.set(key, frame);
  return frame;
}
