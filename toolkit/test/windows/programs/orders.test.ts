import { test } from 'node:test';
import { accept } from './orders.ts';

test('is accepted', async () => accept());
test('needs nothing', async () => {});
