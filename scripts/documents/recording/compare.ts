/** Two runs of one recording: equal but for the parts that may vary. */
import type { RecordingOptions } from './recording.ts';

/** Null where they say the same; else the first line that differs, in words. */
export function difference(recorded: string, fresh: string, { varies = [] }: RecordingOptions): string | null {
  const before = masked(recorded, varies).split('\n');
  const after = masked(fresh, varies).split('\n');
  const index = before.findIndex((line, number) => line !== after[number]);
  if (index < 0 && before.length === after.length) return null;
  const line = index < 0 ? before.length : index;
  return `line ${line + 1} was ${quote(recorded, line)}, and is ${quote(fresh, line)}`;
}

function masked(text: string, varies: readonly RegExp[]): string {
  return varies.reduce((changed, pattern) => changed.replace(pattern, '…'), text.replaceAll('\r\n', '\n'));
}

function quote(text: string, index: number): string {
  const line = text.split('\n')[index];
  return line === undefined ? 'not there' : `\`${line}\``;
}
