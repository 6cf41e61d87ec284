// The task count over time: the run from before the fix, and the one of now beside it, at the same scale.
import { element, fill, prose } from './dom.js';

/** Milliseconds that a run takes, more or less: what the time axis is laid out for while it goes on. */
const EXPECTED = 7000;
const HEIGHT = 170;
const FONT = '12px system-ui, sans-serif';

let loading;
// It comes when there is something to draw.
const load = () => {
  loading ??= import('/assets/uplot.js').then((module) => module.default);
  return loading;
};

export function drawings(container, words) {
  const before = figure(words.before, words);
  const now = figure(words.now, words);
  const sentence = element('p', { class: 'sentence', role: 'status' });
  const starter = element(
    'p',
    { class: 'actions' },
    element('button', { type: 'button', 'data-ask': 'starter' }, words.runStarter),
  );
  const empty = element('p', { class: 'quiet' }, prose(words.noRun));
  const pair = element('div', { class: 'pair' }, before.root, now.root);
  container.append(element('h3', {}, words.taskCount), empty, pair, sentence, starter);
  let last;
  const draw = async (view) => {
    last = view;
    empty.hidden = view.before !== null || view.now !== null;
    const told = [view.sentence, ...view.notes].filter((text) => text !== null).join(' ');
    if (sentence.textContent !== told.replaceAll('`', '')) sentence.replaceChildren(prose(told));
    // Where there is nothing from before the fix, it can be had.
    starter.hidden = view.activity !== null || view.before !== null || view.now?.outcome !== 'settled';
    pair.hidden = !empty.hidden;
    if (pair.hidden) return;
    const Plot = await load();
    if (last !== view) return;
    const shown = [view.before, view.now].filter((drawing) => drawing !== null);
    const running = shown.some(({ outcome }) => outcome === 'running');
    const scale = {
      seconds: Math.max(running ? EXPECTED : 1, ...shown.map(({ samples }) => samples.at(-1)?.[0] ?? 0)) / 1000,
      top: Math.max(5, ...shown.map(({ peak }) => peak)) * 1.08,
    };
    before.draw(Plot, view.before, scale);
    now.draw(Plot, view.now, scale);
  };
  // Colours and widths are those of the moment.
  const again = () => {
    if (last !== undefined) {
      before.forget();
      now.forget();
      draw(last);
    }
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  new MutationObserver(again).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  new ResizeObserver(again).observe(container);
  return draw;
}

function figure(title, words) {
  const plot = element('div', { class: 'plot', role: 'img' });
  const name = element('strong', {}, title);
  const numbers = element('span', { class: 'numbers' });
  const root = element('figure', {}, element('figcaption', {}, name, ' ', numbers), plot);
  let drawn = null;
  let shown = '';
  return {
    root,
    forget() {
      drawn?.destroy();
      drawn = null;
      shown = '';
    },
    draw(Plot, drawing, scale) {
      root.hidden = drawing === null;
      const what = JSON.stringify([drawing, scale]);
      if (what === shown) return;
      shown = what;
      drawn?.destroy();
      drawn = null;
      if (drawing === null) return;
      const { outcome, title: load } = drawing;
      const text = fill(outcome === 'running' ? words.numbersNow : words.numbers, drawing);
      numbers.textContent = text;
      root.dataset.outcome = outcome;
      plot.setAttribute('aria-label', `${title}. ${load}. ${text}`);
      drawn = new Plot(options(drawing, scale, plot, words), data(drawing), plot);
    },
  };
}

function data({ samples, baseline }) {
  const points = samples.length === 0 ? [[0, baseline]] : samples;
  return [points.map(([ms]) => ms / 1000), points.map(([, count]) => count)];
}

function options({ marks, baseline, outcome }, { seconds, top }, plot, words) {
  const colours = getComputedStyle(plot);
  const colour = (name) => colours.getPropertyValue(`--${name}`).trim();
  const [ink, faint] = [colour('ink'), colour('faint')];
  const line = { settled: colour('good'), running: ink }[outcome] ?? colour('bad');
  const names = { load: words.markLoad, settle: words.markSettle };
  const axis = {
    stroke: ink,
    font: FONT,
    grid: { stroke: faint, width: 1 },
    ticks: { stroke: faint, width: 1, size: 4 },
  };
  return {
    width: Math.max(160, plot.clientWidth),
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: [0, seconds] }, y: { range: [0, top] } },
    axes: [
      { ...axis, size: 26, gap: 2, space: 40, values: (_, ticks) => ticks.map((tick) => `${tick} s`) },
      { ...axis, size: 42, gap: 2, space: 34 },
    ],
    series: [{}, { stroke: line, width: 2, points: { show: false } }],
    hooks: {
      draw: [
        (made) =>
          drawMarks(
            made,
            marks.map(({ ms, name }) => [ms / 1000, names[name]]),
            baseline,
            ink,
          ),
      ],
    },
  };
}

/** When the load started, when it was over, and the baseline. */
function drawMarks({ ctx, bbox, valToPos }, marks, baseline, ink) {
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.fillStyle = ink;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  const rule = (fromX, fromY, toX, toY) => {
    ctx.beginPath();
    ctx.moveTo(fromX, fromY);
    ctx.lineTo(toX, toY);
    ctx.stroke();
  };
  const y = valToPos(baseline, 'y', true);
  rule(bbox.left, y, bbox.left + bbox.width, y);
  for (const [seconds, name] of marks) {
    const x = valToPos(seconds, 'x', true);
    rule(x, bbox.top, x, bbox.top + bbox.height);
    const width = ctx.measureText(name).width;
    // Near the right edge there is room on the other side only.
    const right = x + width + 4 * ratio > bbox.left + bbox.width;
    ctx.fillText(name, right ? x - width - 3 * ratio : x + 3 * ratio, bbox.top + 2 * ratio);
  }
  ctx.restore();
}
