import { metrics, trace } from '@opentelemetry/api';
import express from 'express';
import { observeTaskMetrics } from 'taskscope/opentelemetry';
import { metricsExporter } from './tracing.js';

const app = express();

app.get('/', (_request, response) => {
  // What is traced has a span here.
  response.send(trace.getActiveSpan() === undefined ? 'not traced' : 'traced');
});

observeTaskMetrics(metrics.getMeter('taskscope'));
app.get('/metrics', (request, response) => metricsExporter.getMetricsRequestHandler(request, response));

app.get('/orders/:id', async (request, response) => {
  await accept(request.params.id);
  response.send('on its way');
});

/** The answer does not wait for it. */
const accept = async (order) => void checkout(order); // started here

async function checkout(order) {
  await charge(order); // for whom this waits
}

async function charge(order) {
  const receipt = await new Promise(() => {}); // it waits here
  return `${order}: ${receipt}`;
}

app.listen(process.env.PORT ?? 3000);
