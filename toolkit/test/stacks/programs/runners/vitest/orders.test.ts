import { describe, expect, it } from 'vitest';
import { accept, price } from './orders.ts';

describe('orders', () => {
  it('has a price', async () => {
    expect(await price('lamp')).toBe(4);
  });

  it('is accepted', async () => {
    expect(await accept('lamp')).toBe('lamp is on its way');
  });
});
