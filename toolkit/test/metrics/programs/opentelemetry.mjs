// The same service with the SDK of OpenTelemetry and its exporter for Prometheus.
import { createInterface } from 'node:readline';
import { metrics } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { collect } from 'taskscope';
import { observeTaskMetrics } from 'taskscope/opentelemetry';

const kept = [];

async function waits() {
  await new Promise((resolve) => kept.push(resolve)); // waits here
}

async function lost() {
  await new Promise(() => {}); // lost here
}

function failure(meter, options) {
  try {
    observeTaskMetrics(meter, options);
    return null;
  } catch ({ name, code, message }) {
    return { name, code, message };
  }
}

const exporter = new PrometheusExporter({ preventServerStart: true });
const scrape = () =>
  new Promise((resolve) => {
    exporter.getMetricsRequestHandler({}, { setHeader() {}, end: resolve, statusCode: 0 });
  });

const steps = {
  early: () => void observeTaskMetrics(metrics.getMeter('too early')),
  register: () => {
    // #region observe
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [exporter] }));
    observeTaskMetrics(metrics.getMeter('taskscope'));
    // #endregion
  },
  metrics: scrape,
  wait: () => void Array.from({ length: 3 }, waits),
  lose: () => {
    for (let task = 0; task < 5; task++) void lost();
    return collect();
  },
  end: () => kept.splice(0).forEach((resolve) => void resolve()),
  failures: () => ({
    twice: failure(metrics.getMeter('taskscope')),
    meter: failure(undefined),
    other: failure({}),
    groups: failure(metrics.getMeter('another'), { groups: -1 }),
  }),
};

for await (const step of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify((await steps[step]()) ?? null));
}
