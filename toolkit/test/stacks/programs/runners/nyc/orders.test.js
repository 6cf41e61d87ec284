const assert = require('node:assert');
const { describe, it } = require('node:test');
const { accept, price } = require('./orders.js');

describe('orders', () => {
  it('has a price', async () => {
    assert.equal(await price('lamp'), 4);
  });

  it('is accepted', async () => {
    assert.equal(await accept('lamp'), 'lamp is on its way');
  });
});
