import type { Measure } from '../measure.ts';
import { alternate, difference, times } from '../sample.ts';

export const call: Measure = {
  name: 'call',
  title: 'an async call with one await, transformed over bare',
  unit: 'ns',
  hold: 40,
  anchor: 'sketch +30–60 ns on 140–190; a stack captured for each task +3–6 µs',
  async measure(effort) {
    const program = { file: 'call.mjs', words: [times(2_000_000, effort)] };
    const pair = await alternate(effort.rounds, { ...program, tracked: false }, { ...program, tracked: true });
    return difference(pair, 'ns', ['bare', 'transformed']);
  },
};
