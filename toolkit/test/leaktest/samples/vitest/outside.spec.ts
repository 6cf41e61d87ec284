import { Channel, go } from 'taskscope';
import { beforeAll, test } from 'vitest';

async function lost(): Promise<void> {
  await new Channel().receive();
}

go(lost, { name: 'at the top of the module' });
beforeAll(() => void go(lost, { name: 'in beforeAll' }));

test('starts a timer', () => {
  setTimeout(() => go(lost, { name: 'after its test' }), 50);
});

test('is not blamed for the one before', async () => {
  await new Promise((resolve) => setTimeout(resolve, 100));
});
