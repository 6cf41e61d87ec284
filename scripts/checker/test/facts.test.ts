import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FactFailed, Facts } from '../facts.ts';
import { exitStatus } from '../verdict.ts';

const DEFINITIONS = [
  { id: 'first', title: 'the first' },
  { id: 'second', title: 'the second' },
];

describe('facts', () => {
  test('begin undecided, in the order of their definitions', () => {
    expect(new Facts(DEFINITIONS).list()).toEqual([
      { id: 'first', title: 'the first', state: 'not-reached' },
      { id: 'second', title: 'the second', state: 'not-reached' },
    ]);
  });

  test('pass one by one; all of them is a pass', () => {
    const facts = new Facts(DEFINITIONS);
    facts.holds('first');
    expect([facts.next, facts.passed]).toEqual(['second', false]);
    facts.holds('second');
    expect(facts.passed).toBe(true);
  });

  test('whoever listens is told of each that is decided, and of all before the first', () => {
    const told: string[] = [];
    const facts = new Facts(DEFINITIONS, (all) => told.push(all.map(({ state }) => state).join(' ')));
    facts.holds('first');
    expect(() => facts.fails('second', { expected: 1, actual: 2, help: 'look there' })).toThrow(FactFailed);
    expect(told).toEqual(['not-reached not-reached', 'pass not-reached', 'pass fail']);
  });

  test('one that does not hold keeps what was found, and ends the check', () => {
    const facts = new Facts(DEFINITIONS);
    expect(() => facts.fails('first', { expected: 1, actual: 31, where: 'server.ts:20', help: 'look there' })).toThrow(
      FactFailed,
    );
    expect(facts.list()[0]).toEqual({
      id: 'first',
      title: 'the first',
      state: 'fail',
      expected: 1,
      actual: 31,
      where: 'server.ts:20',
      help: 'look there',
    });
    expect(facts.list()[1]?.state).toBe('not-reached');
  });

  test('what the program printed goes with the end of the check, and is no part of the fact', () => {
    const facts = new Facts(DEFINITIONS);
    const finding = { expected: 1, actual: 2, help: '', output: ' last words \n' };
    expect(() => facts.fails('first', finding)).toThrow(expect.objectContaining({ output: 'last words' }));
    expect(facts.list()[0]).not.toHaveProperty('output');
  });

  test('what the program printed has its places from the root of the repository, as all that is told', () => {
    const output = `${join(import.meta.dirname, 'server.ts')}:1\nthrow 1;`;
    expect(() => new Facts(DEFINITIONS).fails('first', { expected: 1, actual: 2, help: '', output })).toThrow(
      expect.objectContaining({ output: 'scripts/checker/test/server.ts:1\nthrow 1;' }),
    );
  });

  test('a place that is not known is left out', () => {
    const facts = new Facts(DEFINITIONS);
    expect(() => facts.fails('first', { expected: 1, actual: 2, where: null, help: '' })).toThrow(FactFailed);
    expect(facts.list()[0]).not.toHaveProperty('where');
  });

  test('`require` decides nothing where its condition holds, and asks for the finding only where it does not', () => {
    const facts = new Facts(DEFINITIONS);
    facts.require('first', true, () => {
      throw new Error('nobody asks');
    });
    expect(facts.next).toBe('first');
    expect(() => facts.require('first', false, () => ({ expected: 1, actual: 2, help: 'no' }))).toThrow(FactFailed);
    expect(facts.list()[0]?.state).toBe('fail');
  });

  test('one that was never defined is named', () => {
    expect(() => new Facts(DEFINITIONS).holds('third')).toThrow(/`third` is not among the facts/);
  });
});

test.for([
  ['pass', 0],
  ['fail', 1],
  ['could-not-judge', 2],
] as const)('%s ends with status %i', ([outcome, status]) => {
  expect(exitStatus(outcome)).toBe(status);
});
