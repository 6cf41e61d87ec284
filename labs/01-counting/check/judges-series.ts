/** Whether `isLeaking` is right, on series that nobody can know beforehand. */
import { type CheckContext, type RunningService, say, uncallable } from '../../../scripts/checker/index.ts';
import { drawSeries, type Series } from '../series.ts';

const SERIES_OF_EACH_SHAPE = 20;

export async function judgesSeries(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, random } = context;
  const drawn = drawSeries(random, SERIES_OF_EACH_SHAPE);
  const result = await running.service.ask('call', {
    file: 'is-leaking.ts',
    name: 'isLeaking',
    calls: drawn.map(({ samples }) => [samples]),
  });
  const help = say`\`isLeaking\`, called on a series, ended with this error; or it is not exported from \`is-leaking.ts\`.`;
  facts.require('judges-series', result.error === null, () =>
    uncallable(context, result.error ?? '', say`true or false`, help),
  );
  const wrong = drawn.filter(({ leaking }, index) => result.values[index] !== leaking);
  const [example] = wrong;
  facts.require('judges-series', example === undefined, () => ({
    expected: say`${drawn.length} of ${drawn.length} series judged right`,
    actual: say`${drawn.length - wrong.length}; wrong on: ${[...new Set(wrong.map(({ shape }) => shape))].join(', ')}`,
    help: example === undefined ? '' : explain(example),
  }));
  facts.holds('judges-series');
}

function explain({ shape, leaking, samples }: Series): string {
  const drawn = sketch(samples.map(({ count }) => count));
  const example = leaking
    ? say`For example this one (${shape}), which leaks: ${drawn}.`
    : say`For example this one (${shape}), which does not leak: ${drawn}.`;
  return say`${example} Look at these floors, once the service is warm: do they still rise at the end?`;
}

/** The floor of each sixth of the series. */
function sketch(counts: readonly number[]): string {
  const size = counts.length / 6;
  const floors = Array.from({ length: 6 }, (_, part) => Math.min(...counts.slice(part * size, (part + 1) * size)));
  return say`the lowest counts of each 20 s are ${floors.join(', ')}`;
}
