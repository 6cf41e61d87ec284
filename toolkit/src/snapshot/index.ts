export { SnapshotError } from './errors.ts';
export { readSnapshot } from './read-snapshot.ts';
export type { Snapshot } from './snapshot.ts';
export type { Holder, Script, Suspended, SuspendedGroup } from './suspended.ts';
export { type Grown, type SuspendedChange, suspendedChange } from './suspended-change.ts';
export { suspendedProfile } from './suspended-profile.ts';
export { type SuspendedOptions, suspendedTasks } from './suspended-tasks.ts';
