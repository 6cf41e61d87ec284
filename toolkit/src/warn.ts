import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { registry } from './registry/registry.ts';

const SAID = 'taskscope: said that the program runs untracked';

/** Says why the program runs untracked: once, whatever workers it starts. */
export function warn(reason: string): void {
  registry.stopTracking(reason);
  if (getEnvironmentData(SAID) === true) return;
  setEnvironmentData(SAID, true);
  process.emitWarning(`the program runs untracked: ${reason}`, 'TaskscopeWarning');
}
