import { NotAFunctionError } from './errors.ts';
import type { Labels } from './registry/names.ts';
import { registry } from './registry/registry.ts';

/**
 * Calls `fn`; the tasks that it starts carry `labels`, and so do the tasks that those start. Labels of an outer
 * `withLabels` stay, unless they have the same key. Keep them few: a profile has a group for each set of labels.
 */
export function withLabels<T>(labels: Labels, fn: () => T): T {
  if (typeof fn !== 'function') throw new NotAFunctionError('withLabels', fn);
  const record = registry.currentRecord();
  const previous = registry.setLabels(record, registry.extendLabels(registry.labelsWithin(record), labels));
  try {
    return fn();
  } finally {
    registry.setLabels(record, previous);
  }
}
