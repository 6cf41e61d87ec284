/** Tests as they have been for years; none of them knows of leaks. */
import assert from 'node:assert';
import { test } from 'node:test';
import { order, price } from './shop.ts';

test('an order is accepted', async () => {
  assert.equal(await order('lamp'), 'lamp is on its way');
});

test('a lamp has a price', async () => {
  assert.equal(await price('lamp'), 4);
});
