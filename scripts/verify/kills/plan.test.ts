import { describe, expect, test } from 'vitest';
import { DEEDS, planKills } from './plan.ts';

describe('the kills', () => {
  test('are the same for the same seed, and others for another', () => {
    expect(planKills(30, 7)).toEqual(planKills(30, 7));
    expect(planKills(30, 8)).not.toEqual(planKills(30, 7));
  });

  test('thirty are of every deed, every target and every signal', () => {
    const kills = planKills(30, 7);
    expect(new Set(kills.map(({ deed }) => deed))).toEqual(new Set(DEEDS));
    expect(new Set(kills.map(({ target }) => target)).size).toBe(5);
    expect(new Set(kills.map(({ signal }) => signal)).size).toBe(3);
    expect(new Set(kills.map(({ deed, target, signal }) => [deed, target, signal].join())).size).toBe(30);
  });
});
