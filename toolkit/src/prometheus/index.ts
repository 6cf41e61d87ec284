/**
 * The numbers of this program for Prometheus, by the `prom-client` that the program has:
 *
 *     import client from 'prom-client';
 *     collectTaskMetrics(client);
 */
import type * as PromClient from 'prom-client';
import { MetricsError } from '../errors.ts';
import { checkGroups } from '../metrics/check-groups.ts';
import { METRICS, type MetricName } from '../metrics/names.ts';
import { type Reading, TaskMetrics } from '../metrics/reading.ts';

/** As much of `prom-client` as is used here. */
export type PrometheusClient = Pick<typeof PromClient, 'Counter' | 'Gauge' | 'register'>;

type Registry = NonNullable<PromClient.GaugeConfiguration<string>['registers']>[number];

export interface TaskMetricsOptions {
  /** Where the metrics are registered. Default: the client's own registry. */
  register?: Registry;
  /** Stands before each name. The rules and the dashboard of the package know the names without one. */
  prefix?: string;
  /** On each series. */
  labels?: Readonly<Record<string, string | number>>;
  /** How many of the largest groups have a series; default 20. Those that are proven have one besides. */
  groups?: number;
}

const METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const OWN_LABELS = ['site', 'wait', 'function'] as const;

/**
 * Registers the metrics of tasks. They are read when they are scraped, with those of worker threads, and at no other time;
 * nothing is collected for them. Under `cluster` each worker process calls this, and `AggregatorRegistry` sums them up.
 * Throws a `MetricsError` where `client` is no `prom-client`, the registry has them already, or a name can be none; nothing is
 * registered then.
 */
export function collectTaskMetrics(client: PrometheusClient, options: TaskMetricsOptions = {}): void {
  if (typeof client?.Gauge !== 'function' || typeof client.Counter !== 'function') throw noClient();
  const { register = client.register, prefix = '', labels = {}, groups } = options;
  checkNames(register, prefix, Object.keys(labels));
  const metrics = new TaskMetrics(checkGroups('collectTaskMetrics', groups));
  const labelNames = Object.keys(labels);
  const about = ({ name, help }: MetricName) => ({ name: prefix + name, help, registers: [register] });

  const gauge = (name: MetricName, value: (reading: Reading) => number): void => {
    const metric: PromClient.Gauge = new client.Gauge({
      ...about(name),
      labelNames,
      collect: async () => metric.set(labels, value(await metrics.read())),
    });
  };
  const counter = (name: MetricName, value: (reading: Reading) => number): void => {
    const metric: PromClient.Counter = new client.Counter({
      ...about(name),
      labelNames,
      // It is the process that counts: a counter can only be told what to add.
      async collect() {
        const now = value(await metrics.read());
        metric.reset();
        metric.inc(labels, now);
      },
    });
  };
  gauge(METRICS.tasks, ({ tasks }) => tasks);
  counter(METRICS.leaked, ({ leaked }) => leaked);
  gauge(METRICS.frames, ({ frames }) => frames);
  counter(METRICS.started, ({ started }) => started);
  gauge(METRICS.missing, ({ missingThreads }) => missingThreads);
  gauge(METRICS.tracking, ({ tracking }) => Number(tracking));
  const groupTasks: PromClient.Gauge = new client.Gauge({
    ...about(METRICS.groups),
    labelNames: [...labelNames, ...OWN_LABELS],
    async collect() {
      const reading = await metrics.read();
      groupTasks.reset();
      for (const { site, wait, function: name, tasks } of reading.groups)
        groupTasks.set({ ...labels, site, wait, function: name }, tasks);
    },
  });
}

function noClient(): MetricsError {
  return new MetricsError(
    "`collectTaskMetrics` needs the `prom-client` of your program: run `npm install prom-client`, write `import client from 'prom-client'`, and call `collectTaskMetrics(client)`.",
  );
}

/** All of them before the first one is registered. */
function checkNames(register: Registry, prefix: string, labelNames: readonly string[]): void {
  for (const { name } of Object.values(METRICS)) {
    if (!METRIC_NAME.test(prefix + name)) {
      throw new MetricsError(
        `\`${prefix}\` can't stand before the name of a metric: give a \`prefix\` of letters, digits and \`_\` that does not begin with a digit.`,
      );
    }
    if (register.getSingleMetric(prefix + name) !== undefined) {
      throw new MetricsError(
        `\`${prefix}${name}\` is in this registry already: call \`collectTaskMetrics\` once for each registry, or give it another \`prefix\`.`,
      );
    }
  }
  for (const name of labelNames) {
    if (LABEL_NAME.test(name) && !OWN_LABELS.some((own) => own === name)) continue;
    throw new MetricsError(
      `\`${name}\` in \`labels\` can't be the name of a label here: give one of letters, digits and \`_\` that is not \`${OWN_LABELS.join('`, `')}\`.`,
    );
  }
}
