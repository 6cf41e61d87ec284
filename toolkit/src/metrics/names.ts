/**
 * What the metrics are called: in Prometheus's form, and in OpenTelemetry's, which its exporter for Prometheus turns into the
 * same. So one set of rules and one dashboard fit both.
 */
export interface MetricName {
  /** As Prometheus has it. */
  name: string;
  /** As OpenTelemetry has it. */
  instrument: string;
  /** Of UCUM, in the braces of what is counted. */
  unit: string;
  help: string;
}

export const METRICS = {
  tasks: {
    name: 'taskscope_tasks',
    instrument: 'taskscope.tasks',
    unit: '{task}',
    help: 'Async calls that nobody awaited on the spot, and that have not finished.',
  },
  leaked: {
    name: 'taskscope_tasks_leaked_total',
    instrument: 'taskscope.tasks.leaked',
    unit: '{task}',
    help: 'Tasks that are proven never to finish.',
  },
  frames: {
    name: 'taskscope_frames',
    instrument: 'taskscope.frames',
    unit: '{frame}',
    help: 'Async calls that have not finished, the awaited ones included.',
  },
  started: {
    name: 'taskscope_frames_started_total',
    instrument: 'taskscope.frames.started',
    unit: '{frame}',
    help: 'Async calls since the start: how much the program has been asked to do.',
  },
  missing: {
    name: 'taskscope_threads_missing',
    instrument: 'taskscope.threads.missing',
    unit: '{thread}',
    help: 'Worker threads that did not answer; the other numbers have what they said last.',
  },
  tracking: {
    name: 'taskscope_tracking',
    instrument: 'taskscope.tracking',
    unit: '1',
    help: 'Whether tasks are counted at all: 0 where a count of 0 says nothing.',
  },
  groups: {
    name: 'taskscope_group_tasks',
    instrument: 'taskscope.group.tasks',
    unit: '{task}',
    help: 'Tasks by where they wait: the largest groups, those that are proven, and all others in one.',
  },
} as const satisfies Record<string, MetricName>;
