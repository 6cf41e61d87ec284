/**
 * The numbers of this program as instruments of OpenTelemetry, on a meter of the program's `@opentelemetry/api`:
 *
 *     import { metrics } from '@opentelemetry/api';
 *     observeTaskMetrics(metrics.getMeter('taskscope'));
 */
import type { Attributes, BatchObservableCallback, Meter } from '@opentelemetry/api';
import { MetricsError } from '../errors.ts';
import { checkGroups } from '../metrics/check-groups.ts';
import { METRICS, type MetricName } from '../metrics/names.ts';
import { TaskMetrics } from '../metrics/reading.ts';

export interface TaskMetricsOptions {
  /** On each data point. */
  attributes?: Readonly<Record<string, string | number | boolean>>;
  /** How many of the largest groups have a data point; default 20. Those that are proven have one besides. */
  groups?: number;
}

const observed = new WeakSet<Meter>();

/**
 * Observes the tasks of this program, with those of worker threads, whenever the meter's readers collect metrics, and at no other
 * time; no garbage is collected for it, until the SDK is shut down. Throws a `MetricsError` where `meter` is none, or is observed
 * already. Warns where the meter leads nowhere, since no SDK was started before it was made.
 */
export function observeTaskMetrics(meter: Meter, options: TaskMetricsOptions = {}): void {
  if (typeof meter?.addBatchObservableCallback !== 'function') throw noMeter();
  if (observed.has(meter)) {
    throw new MetricsError('`observeTaskMetrics` has this meter already: call it once for each meter.');
  }
  const { attributes = {}, groups } = options;
  const metrics = new TaskMetrics(checkGroups('observeTaskMetrics', groups));
  const of = ({ unit, help }: MetricName): { unit: string; description: string } => ({ unit, description: help });
  const upDown = (name: MetricName) => meter.createObservableUpDownCounter(name.instrument, of(name));
  const counter = (name: MetricName) => meter.createObservableCounter(name.instrument, of(name));
  const tasks = upDown(METRICS.tasks);
  const leaked = counter(METRICS.leaked);
  const frames = upDown(METRICS.frames);
  const started = counter(METRICS.started);
  const missing = upDown(METRICS.missing);
  const tracking = meter.createObservableGauge(METRICS.tracking.instrument, of(METRICS.tracking));
  const groupTasks = upDown(METRICS.groups);
  // The meter of no SDK gives out one instrument for all.
  if (Object.is(tasks, frames)) warnOfNoMeter();

  /** All groups that were ever told: as many as there are names. */
  const before = new Map<string, { attributes: Attributes }>();
  const observe: BatchObservableCallback = async (result) => {
    const reading = await metrics.read();
    result.observe(tasks, reading.tasks, attributes);
    result.observe(leaked, reading.leaked, attributes);
    result.observe(frames, reading.frames, attributes);
    result.observe(started, reading.started, attributes);
    result.observe(missing, reading.missingThreads, attributes);
    result.observe(tracking, Number(reading.tracking), attributes);
    const groups = reading.groups.map(({ site, wait, function: name, tasks: count }) => ({
      count,
      attributes: { ...attributes, site, wait, function: name },
    }));
    const told = new Map(groups.map((group) => [JSON.stringify(group.attributes), group]));
    // The SDK goes on to tell what it was told last.
    for (const [key, group] of before) if (!told.has(key)) result.observe(groupTasks, 0, group.attributes);
    for (const [key, group] of told) {
      result.observe(groupTasks, group.count, group.attributes);
      before.set(key, group);
    }
  };
  meter.addBatchObservableCallback(observe, [tasks, leaked, frames, started, missing, tracking, groupTasks]);
  observed.add(meter);
}

function noMeter(): MetricsError {
  return new MetricsError(
    "`observeTaskMetrics` needs a meter of your program's `@opentelemetry/api`: run `npm install @opentelemetry/api`, write `import { metrics } from '@opentelemetry/api'`, and call `observeTaskMetrics(metrics.getMeter('taskscope'))`.",
  );
}

function warnOfNoMeter(): void {
  process.emitWarning(
    'the meter leads nowhere: start the SDK of OpenTelemetry (`metrics.setGlobalMeterProvider(…)`) before `getMeter`',
    'TaskscopeWarning',
  );
}
