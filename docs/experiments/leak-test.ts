/** The leaky query of lab 2, small, and two tests of it: one asks for its answer, the other for what it leaves as well. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel, go } from 'taskscope';
import { check } from 'taskscope/leaktest';

async function query(): Promise<string[]> {
  const rows = new Channel<string>();
  for (const row of ['users', 'orders', 'tags']) {
    go(async () => {
      await rows.send(row);
    });
  }
  return [(await rows.receive()) ?? '', (await rows.receive()) ?? ''];
}

// #region tests
test('query answers', async () => {
  assert.equal((await query()).length, 2);
});

test('query answers, and leaves nothing behind', async (t) => {
  const done = check(t);
  assert.equal((await query()).length, 2);
  await done();
});
// #endregion
