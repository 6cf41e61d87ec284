/** A writer in the background, and a function that may leave early. */
import { Channel, go } from 'taskscope';

const rows: readonly string[] = ['a', 'b', ''];

async function write(lines: Channel<string>): Promise<void> {
  for await (const line of lines) await save(line);
}

async function save(_line: string): Promise<void> {}

// #region leaky
export async function leaky(): Promise<string> {
  const lines = new Channel<string>();
  go(() => write(lines));
  for (const row of rows) {
    if (row === '') return 'there is an empty row';
    await lines.send(row);
  }
  lines.close();
  return 'written';
}
// #endregion

// #region healthy
export async function healthy(): Promise<string> {
  await using lines = new Channel<string>();
  go(() => write(lines));
  for (const row of rows) {
    if (row === '') return 'there is an empty row';
    await lines.send(row);
  }
  return 'written';
}
// #endregion
