/** Names, labels and wait reasons of tasks, by number. */
import { Interned } from './interned.ts';

export type Labels = Readonly<{ [key: string]: string }>;

/** What a task can wait for, in Go's words; 0 is any other promise. */
export const WAIT_REASONS = [
  'await',
  'chan send',
  'chan receive',
  'select',
  'mutex lock',
  'wait group',
  'condition',
  'response',
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

export const taskNames = new Interned<string>('', '(too many names)');
const labelSets = new Interned<Labels>({}, { taskscope: 'too many label sets' });

export function waitNumber(reason: WaitReason): number {
  return WAIT_REASONS.indexOf(reason);
}

export function waitReason(number: number): WaitReason {
  return WAIT_REASONS[number] ?? 'await';
}

/** The number of the labels `number` with `added` laid over them. */
export function extendLabels(number: number, added: Labels): number {
  const merged = { ...labelSets.value(number), ...added };
  const entries = Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0
    ? 0
    : labelSets.number(JSON.stringify(entries), Object.freeze(Object.fromEntries(entries)));
}

export function labelsOf(number: number): Labels {
  return labelSets.value(number);
}
