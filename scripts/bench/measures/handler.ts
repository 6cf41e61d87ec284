import type { Measure } from '../measure.ts';
import { alternate, ratio, times } from '../sample.ts';

export const handler: Measure = {
  name: 'handler',
  title: 'processor time of the `/query` handler alone, transformed over bare',
  unit: '×',
  hold: 1.3,
  anchor: 'sketch 1.03–1.30; tasks with stacks 3.9–6.2',
  async measure(effort) {
    const program = { file: 'handler.mjs', words: [times(200_000, effort)] };
    const pair = await alternate(effort.rounds, { ...program, tracked: false }, { ...program, tracked: true });
    return ratio(pair, 'ns', 0);
  },
};

export const express: Measure = {
  name: 'express',
  title: 'the same request on express, transformed over bare',
  unit: '×',
  hold: 1.03,
  anchor: "sketch 0.99–1.05, not told apart; a copy of Vitest's hook about 20",
  async measure(effort) {
    const program = { file: 'express.mjs', words: [times(10_000, effort)] };
    const pair = await alternate(effort.rounds, { ...program, tracked: false }, { ...program, tracked: true });
    return ratio(pair, 'ns', 0);
  },
};
