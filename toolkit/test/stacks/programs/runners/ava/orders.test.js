import { check } from 'taskscope/leaktest';
import test from 'ava';
import { accept, price } from './orders.js';

test('has a price', async (t) => {
  t.is(await price('lamp'), 4);
});

test('is accepted', async (t) => {
  const done = check(t.title);
  t.is(await accept('lamp'), 'lamp is on its way');
  await done();
});
