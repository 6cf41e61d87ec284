export { type Delta, type GroupDelta, profileDelta } from './delta.ts';
export { type EncodeOptions, encodeProfile } from './encode-profile.ts';
export { formatDelta } from './format-delta.ts';
export { formatProfile } from './format-profile.ts';
export { formatGroups, formatTasks } from './format-tasks.ts';
export { leakProfile } from './leak-profile.ts';
export { cpuProfile, heapProfile, type SampleOptions } from './sampler.ts';
export type { ProfileName } from './words.ts';
