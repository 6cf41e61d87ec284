import assert from 'node:assert';
import { accept, price } from './orders.ts';

describe('orders', () => {
  it('has a price', async () => {
    assert.equal(await price('lamp'), 4);
  });

  it('is accepted', async () => {
    assert.equal(await accept('lamp'), 'lamp is on its way');
  });
});
