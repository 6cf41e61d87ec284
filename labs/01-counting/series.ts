/** Draws the series that `isLeaking` is tried on. Not to be edited. */
import { type Random, say } from '../../scripts/checker/index.ts';
import type { Sample } from './is-leaking.ts';

export interface Series {
  shape: string;
  leaking: boolean;
  samples: Sample[];
}

const LENGTH = 120;
/** Everything that belongs to the start of a service is over by then. */
const WARM = LENGTH / 4;

/** A rush is over by then, so that the end shows whether the floor is what it was. */
const CALM_END = LENGTH - 12;

/** Count at each second, before the noise of single requests is added. */
type Curve = (second: number) => number;

/** Whether everything that came in is done at this second: so the floor of a healthy service is as level as it can be. */
type IsCalm = (second: number) => boolean;

interface Shape {
  leaking: boolean;
  draw(random: Random, isCalm: IsCalm): Curve;
}

/** Tasks that a leak adds each second, at least: much more than the noise in the second half of a series. */
const rate = (random: Random): number => 1.5 + random.number() * 1.5;

const SHAPES: { [name: string]: Shape } = {
  [say`busy and healthy`]: { leaking: false, draw: () => () => 0 },
  [say`a leak`]: {
    leaking: true,
    draw: (random) => {
      const slope = rate(random);
      return (second) => slope * second;
    },
  },
  [say`a slow drain`]: {
    leaking: false,
    draw: (random) => {
      const height = random.between(80, 250);
      return (second) => height * (1 - second / LENGTH);
    },
  },
  [say`a step at warm-up`]: {
    leaking: false,
    draw: (random) => {
      const start = random.between(8, WARM - 8);
      const height = random.between(300, 500);
      return (second) => height * Math.min(1, Math.max(0, (second - start) / 6));
    },
  },
  [say`a sawtooth`]: {
    leaking: false,
    draw: sawtooth,
  },
  [say`a leak under noise`]: {
    leaking: true,
    draw: (random) => {
      const slope = rate(random);
      const gusts = Array.from({ length: LENGTH }, () => random.number() * 15);
      return (second) => slope * second + (gusts[second] ?? 0);
    },
  },
  [say`a sawtooth on a rising floor`]: {
    leaking: true,
    draw: (random, isCalm) => {
      const slope = rate(random);
      const tooth = sawtooth(random, isCalm);
      return (second) => slope * second + tooth(second);
    },
  },
  [say`a leak that starts late`]: {
    leaking: true,
    draw: (random) => {
      const slope = rate(random);
      const start = random.between(WARM, Math.round(LENGTH * 0.4));
      return (second) => slope * Math.max(0, second - start);
    },
  },
  [say`a leak after a step down`]: {
    leaking: true,
    draw: (random) => {
      const slope = rate(random);
      const height = random.between(150, 300);
      return (second) => slope * second + (second < WARM / 2 ? height : 0);
    },
  },
  [say`a rush in the middle`]: {
    leaking: false,
    draw: (random) => {
      const height = random.between(100, 300);
      const middle = random.between(70, 80);
      return (second) => (Math.abs(second - middle) <= 6 ? height : 0);
    },
  },
  [say`a rush near the end`]: {
    leaking: false,
    draw: (random) => {
      const height = random.between(400, 800);
      return (second) => (second > 90 && second < CALM_END ? height : 0);
    },
  },
  [say`one rush after the other`]: {
    leaking: false,
    draw: (random) => rushes(random, 62, CALM_END),
  },
  [say`a leak with an early rush`]: {
    leaking: true,
    draw: (random) => {
      const slope = rate(random);
      const height = random.between(600, 900);
      const start = random.between(32, 36);
      return (second) => slope * second + (second >= start && second < start + 14 ? height : 0);
    },
  },
  [say`a leak with a late rush`]: {
    leaking: true,
    draw: (random) => {
      const slope = rate(random);
      const height = random.between(400, 800);
      const start = random.between(96, 99);
      return (second) => slope * second + (second >= start && second < CALM_END ? height : 0);
    },
  },
  [say`a leak that early rushes hide`]: {
    leaking: true,
    draw: (random) => {
      const slope = rate(random);
      const early = rushes(random, 4, LENGTH * 0.7);
      return (second) => slope * second + early(second);
    },
  },
  [say`two steps at warm-up`]: {
    leaking: false,
    draw: (random) => {
      const height = random.between(150, 250);
      const first = random.between(2, 10);
      const second_ = random.between(14, WARM - 6);
      return (second) => (second > first ? height : 0) + (second > second_ ? height : 0);
    },
  },
};

/** Each shape `times` times, in random order. */
export function drawSeries(random: Random, times: number): Series[] {
  const names = Object.entries(SHAPES).flatMap((entry) => Array.from({ length: times }, () => entry));
  return random.shuffle(names).map(([shape, { leaking, draw }]) => {
    // A large service is no leaky one: the level says nothing.
    const level = random.number() < 0.5 ? random.between(10, 400) : random.between(1000, 6000);
    const isCalm = calmAtTimes(random);
    const curve = draw(random, isCalm);
    const samples = Array.from({ length: LENGTH }, (_, second) => ({
      ms: second * 1000,
      count: Math.round(level + curve(second) + (isCalm(second) ? 0 : random.number() * 8)),
    }));
    return { shape, leaking, samples };
  });
}

/** Once in some seconds. */
function calmAtTimes(random: Random): IsCalm {
  const period = random.between(6, 10);
  const phase = random.between(0, period - 1);
  return (second) => (second + phase) % period === 0;
}

/** Work piles up and is done in one go, down to the same floor. */
function sawtooth(random: Random, isCalm: IsCalm): Curve {
  const step = random.between(3, 5);
  return (second) => {
    let since = 0;
    while (since < second && !isCalm(second - since)) since += 1;
    return step * since;
  };
}

/** Between two seconds it is busy for most of the time, and comes to rest again and again. */
function rushes(random: Random, from: number, to: number): Curve {
  const height = random.between(600, 900);
  const busy = random.between(8, 9);
  return (second) => (second >= from && second < to && (second - from) % (busy + 3) < busy ? height : 0);
}
