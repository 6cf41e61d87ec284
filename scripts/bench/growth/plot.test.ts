import { expect, test } from 'vitest';
import { duration, renderPlot } from './plot.ts';

const plot = {
  title: 'What <it> costs',
  x: [1000, 10_000, 100_000, 1_000_000],
  lines: [
    { name: 'flat', seconds: [5e-9, 5e-9, 6e-9, 7e-9] },
    { name: 'a & b', seconds: [0.001, 0.01, 0.1, 1.26] },
  ],
};
const svg = renderPlot(plot);

test('a duration is told in the unit that fits', () => {
  expect([Math.PI, 0.0421, 0.000_000_42, 1e-9, 123.4, 0].map(duration)).toEqual([
    '3.1 s',
    '42 ms',
    '420 ns',
    '1 ns',
    '123 s',
    '0 ns',
  ]);
});

test('ten times the time is as far up everywhere, and every point lies within the picture', () => {
  const lines = [...svg.matchAll(/points="([^"]*)"/g)].map(([, points = '']) =>
    points.split(' ').map((point) => point.split(',').map(Number)),
  );
  expect(lines.map((points) => points.length)).toEqual([4, 4]);
  const ys = lines[1]?.map(([, y = 0]) => y) ?? [];
  expect((ys[0] ?? 0) - (ys[1] ?? 0)).toBeCloseTo((ys[1] ?? 0) - (ys[2] ?? 0), 0);
  for (const [x = 0, y = 0] of lines.flat()) {
    expect(x).toBeGreaterThanOrEqual(70);
    expect(x).toBeLessThanOrEqual(450);
    expect(y).toBeGreaterThanOrEqual(24);
    expect(y).toBeLessThanOrEqual(310);
  }
});

test('it reads on light and dark, tells its lines apart without colour, and says what it shows to who can not see it', () => {
  expect(svg).toContain('@media (prefers-color-scheme: dark)');
  expect(svg).toContain('<title id="title">What &lt;it&gt; costs</title>');
  expect(svg).toContain('1,000 tasks: flat 5 ns, a &amp; b 1 ms; 10,000 tasks: ');
  expect(new Set([...svg.matchAll(/<tspan[^>]*>(.)<\/tspan>/g)].map(([, mark]) => mark)).size).toBe(2);
  expect(svg).not.toMatch(/<script|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
});
