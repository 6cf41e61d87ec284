/** Names and labels are kept by number, and their number is bounded. */
import { expect, test } from 'vitest';
import { registry } from '../../src/registry/registry.ts';

test('labels have one number, in whatever order they were given', () => {
  const one = registry.extendLabels(registry.extendLabels(0, { a: '1' }), { b: '2' });
  const other = registry.extendLabels(registry.extendLabels(0, { b: '2' }), { a: '1' });
  expect(one).toBe(other);
  expect(registry.labelsOf(one)).toEqual({ a: '1', b: '2' });
});

test('no labels are number 0', () => {
  expect(registry.extendLabels(0, {})).toBe(0);
  expect(registry.labelsOf(0)).toEqual({});
});

test('a program that labels each task anew does not grow for ever', () => {
  let number = 0;
  for (let index = 0; index < 20_000; index++) number = registry.extendLabels(0, { request: String(index) });
  expect(registry.labelsOf(number)).toEqual({ taskscope: 'too many label sets' });
  expect(registry.labelsOf(registry.extendLabels(0, { request: '1' }))).toEqual({ request: '1' });
});

test('nor one that names each task anew', () => {
  for (let index = 0; index < 20_000; index++) registry.taskNames.number(`task ${index}`, `task ${index}`);
  expect(registry.taskNames.value(registry.taskNames.number('one more', 'one more'))).toBe('(too many names)');
});

test('wait reasons go both ways', () => {
  for (const reason of registry.WAIT_REASONS) expect(registry.waitReason(registry.waitNumber(reason))).toBe(reason);
  expect(registry.waitReason(99)).toBe('await');
});
