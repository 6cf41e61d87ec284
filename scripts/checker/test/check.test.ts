/** From what a check does to a verdict, without a service. */
import { describe, expect, test } from 'vitest';
import { type Checker, type CheckRequest, runCheck } from '../check.ts';
import { CouldNotJudge } from '../facts.ts';
import { PATIENCE } from '../patience.ts';
import type { Verdict } from '../verdict.ts';
import { LAB } from './judging.ts';

const REQUEST: CheckRequest = {
  lab: 'fixture',
  folder: LAB,
  labFolder: LAB,
  namesTheLine: false,
  seed: 7,
  patience: PATIENCE,
};
const LISTENER = { progress: () => {}, facts: () => {}, service: () => {} };

function verdictOf(check: Checker['check'], signal = new AbortController().signal): Promise<Verdict> {
  const facts = [
    { id: 'first', title: 'the first' },
    { id: 'second', title: 'the second' },
  ];
  return runCheck({ facts, check }, REQUEST, LISTENER, signal);
}

describe('a check', () => {
  test('passes where all facts hold; lab and seed are told', async () => {
    const verdict = await verdictOf(async ({ facts }) => {
      for (const id of ['first', 'second']) facts.holds(id);
    });
    expect(verdict).toMatchObject({ lab: 'fixture', outcome: 'pass', seed: 7, notes: [] });
  });

  test('fails at the first fact that does not hold', async () => {
    const verdict = await verdictOf(async ({ facts }) => {
      facts.holds('first');
      facts.fails('second', { expected: 1, actual: 2, help: 'no' });
    });
    expect(verdict).toMatchObject({ outcome: 'fail', facts: [{ state: 'pass' }, { state: 'fail', actual: 2 }] });
  });

  test('says why where it can not judge', async () => {
    const verdict = await verdictOf(async () => {
      throw new CouldNotJudge('The moon is full. Wait a day.');
    });
    expect(verdict).toMatchObject({ outcome: 'could-not-judge', reason: 'The moon is full. Wait a day.' });
  });

  test('never blames the learner for a mistake of its own', async () => {
    const broken = await verdictOf(async () => {
      throw new TypeError('undefined is not a function');
    });
    expect(broken.outcome).toBe('could-not-judge');
    expect(broken.reason).toMatch(/^The checker itself failed, which says nothing about your code: TypeError/);
    const silent = await verdictOf(async ({ facts }) => facts.holds('first'));
    expect(silent.outcome).toBe('could-not-judge');
    expect(silent.reason).toMatch(/without a word on `second`/);
  });

  test('ends at once when it is given up, with the reason, though it never comes to an end itself', async () => {
    const giveUp = new AbortController();
    const verdict = await verdictOf(async ({ facts }) => {
      facts.holds('first');
      giveUp.abort(new CouldNotJudge('It took too long.'));
      await new Promise(() => {});
    }, giveUp.signal);
    expect(verdict).toMatchObject({ outcome: 'could-not-judge', reason: 'It took too long.' });
    expect(verdict.facts.map(({ state }) => state)).toEqual(['pass', 'not-reached']);
  });

  test('can start nothing any more once it was given up', async () => {
    const refused = Promise.withResolvers<unknown>();
    const giveUp = new AbortController();
    await verdictOf(async (context) => {
      giveUp.abort(new CouldNotJudge('It took too long.'));
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      try {
        context.spawn('serve.ts');
      } catch (error) {
        refused.resolve(error);
      }
    }, giveUp.signal);
    expect(await refused.promise).toEqual(new CouldNotJudge('The check is over.'));
  });

  test('names a file that is not there', async () => {
    const verdict = await verdictOf(async (context) => void context.spawn('gone.ts'));
    expect(verdict.reason).toBe('`gone.ts` is not there. Give the file its name back.');
  });
});
