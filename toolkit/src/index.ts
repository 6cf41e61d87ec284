export { Channel, type OperationOptions } from './channel.ts';
export { collect } from './collect.ts';
export { Condition } from './condition.ts';
export {
  AbortError,
  ChannelCapacityError,
  ChannelClosedError,
  HeapSnapshotError,
  NotAFunctionError,
  NotLockedError,
  ProfilerBusyError,
  SamplerMissingError,
  WaitGroupError,
} from './errors.ts';
export { type GoOptions, go } from './go.ts';
export { withLabels } from './labels.ts';
export { Mutex } from './mutex.ts';
export { formatProfile } from './profile/format-profile.ts';
export { isTracking, leakedCount, profile, skipped, taskCount, tasks, tracking } from './reading.ts';
export type { Group, Profile } from './registry/groups.ts';
export type { Labels, WaitReason } from './registry/names.ts';
export type { StackFrame } from './registry/places.ts';
export type { Task } from './registry/tasks.ts';
export type { Skipped, Tracking } from './registry/tracking.ts';
export { type Case, type Selected, select } from './select.ts';
export { type Settled, type SettleOptions, settle } from './settle.ts';
export type { Held, HeldGroup } from './snapshot/held.ts';
export type { Holder } from './snapshot/suspended.ts';
export { type SuspendedOptions, suspended } from './suspended.ts';
export { WaitGroup } from './wait-group.ts';
