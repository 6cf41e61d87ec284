export { SnapshotError } from './errors.ts';
export { readSnapshot } from './read-snapshot.ts';
export type { Snapshot } from './snapshot.ts';
export {
  type Holder,
  type Script,
  type Suspended,
  type SuspendedGroup,
  type SuspendedOptions,
  suspendedTasks,
} from './suspended-tasks.ts';
